package dev.nabla.service.optimizer;

import dev.nabla.network.OptimizerCatalog;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.RequestField;
import dev.nabla.service.Suggestions;
import dev.nabla.service.UnknownNameException;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.stereotype.Service;

/** Answers requests for a step of an optimizer. Nothing is kept between steps. */
@Service
public class OptimizerService {

    private final OptimizerCatalog catalog = new OptimizerCatalog();

    /** Every optimizer, in the order of their ids. */
    public List<OptimizerEntry> optimizers() {
        return catalog.entries();
    }

    /**
     * The optimizer of a name.
     *
     * @throws UnknownNameException if there is none
     */
    public OptimizerEntry find(String name) {
        return catalog.find(name).orElseThrow(() -> new UnknownNameException("There is no optimizer of this name"
                + Suggestions.nearest(name, catalog.names()).map(near -> "; did you mean " + near + "?").orElse(".")
                + " GET /v1/optimizers lists them all."));
    }

    /** What the fields of a request to an optimizer hold. */
    public FieldKinds fieldsOf(OptimizerEntry optimizer) {
        FieldKind tensors = new FieldKind.Members(_ -> FieldKind.Value.REAL);
        List<String> options = StepBinder.options(optimizer);
        return name -> switch (name) {
            case StepBinder.PARAMETERS, StepBinder.GRADIENTS -> tensors;
            case StepBinder.STATE -> new FieldKind.Members(_ -> tensors);
            default -> options.contains(name) ? FieldKind.Value.OPTION : FieldKind.Value.UNKNOWN;
        };
    }

    /**
     * Takes one step.
     *
     * @param sent the fields of the request, in the order they came in
     * @throws InvalidRequestException if they are not a valid request
     */
    public OptimizerAnswer step(OptimizerEntry optimizer, SequencedMap<String, RequestField> sent) {
        return new StepBinder(optimizer, sent).bind().answer();
    }
}
