package dev.nabla.service.optimizer;

import dev.nabla.catalog.NameResolver;
import dev.nabla.network.OptimizerCatalog;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.telemetry.ComputationTimer;
import dev.nabla.service.telemetry.Telemetry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Answers requests for a step of an optimizer. Stateless: the state is in the request and the answer. */
@Service
public class OptimizerService {

    /** Names of other libraries. */
    private static final Map<String, List<String>> EQUIVALENTS = Map.of("momentum", List.of("sgd"), "nesterov",
            List.of("sgd"), "GradientDescent", List.of("sgd"));

    private final OptimizerCatalog catalog = new OptimizerCatalog();
    private final Admission admission;
    private final NameResolver names = new NameResolver(catalog.names(), EQUIVALENTS, List.of());
    private final ComputationTimer steps;

    public OptimizerService(Admission admission, Telemetry telemetry) {
        this.admission = admission;
        this.steps = telemetry.timer("nabla.steps", "Time to take a step of an optimizer", "step", "optimizer",
                catalog.entries().stream().map(OptimizerEntry::id).toList());
    }

    /** All optimizers, sorted by id. */
    public List<OptimizerEntry> optimizers() {
        return catalog.entries();
    }

    /**
     * Finds an optimizer by name.
     *
     * @throws UnknownNameException if there is none
     */
    public OptimizerEntry find(String name) {
        return lookUp(name).orElseThrow(() -> new UnknownNameException("There is no optimizer with this name"
                + question(name).map(question -> "; " + question).orElse(".")
                + " GET /v1/optimizers lists them all."));
    }

    /** The optimizer with a name, if there is one. */
    public Optional<OptimizerEntry> lookUp(String name) {
        return catalog.find(name);
    }

    /** The ids of all optimizers. */
    public List<String> names() {
        return catalog.names();
    }

    /** A question for the optimizers that may be meant by a name that is none. */
    public Optional<String> question(String name) {
        return names.question(name);
    }

    /**
     * Takes one step.
     *
     * @param name the optimizer
     * @throws UnknownNameException if there is no such optimizer
     * @throws InvalidRequestException if the request is not valid for it
     */
    public OptimizerAnswer step(String name, IncomingRequest request) throws IOException {
        OptimizerEntry optimizer = find(name);
        Fields sent = request.read(new StepFields(optimizer));
        return steps.record(optimizer.id(), () -> {
            BoundStep step = new StepBinder(optimizer, sent).bind();
            return admission.compute(step.cost(), step::answer);
        });
    }
}
