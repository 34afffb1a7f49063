package dev.nabla.service.loss;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.CurveInputs;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.Suggestions;
import dev.nabla.service.UnknownNameException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Answers requests for losses, and measures how long that takes. */
@Service
public class LossService {

    private final LossCatalog catalog;
    private final Map<LossEntry, EvaluationFields> fields;
    private final LossMeters meters;

    public LossService(LossCatalog catalog, MeterRegistry registry) {
        this.catalog = catalog;
        this.fields = catalog.entries().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), EvaluationFields::new));
        this.meters = new LossMeters(registry);
        catalog.entries().forEach(meters::register);
    }

    /** Every loss, in the order of their ids. */
    public List<LossEntry> losses() {
        return catalog.entries();
    }

    /** Every id and alias. */
    public List<String> names() {
        return catalog.names();
    }

    /**
     * The loss of an id or alias.
     *
     * @throws UnknownNameException if there is none
     */
    public LossEntry find(String name) {
        return catalog.find(name).orElseThrow(() -> unknown(name));
    }

    /** The fields that a request to a loss may have. */
    public EvaluationFields fieldsOf(LossEntry loss) {
        EvaluationFields known = fields.get(loss);
        return known == null ? new EvaluationFields(loss) : known;
    }

    private UnknownNameException unknown(String name) {
        return new UnknownNameException("There is no loss of this name"
                + Suggestions.nearest(name, catalog.names()).map(near -> "; did you mean " + near + "?").orElse(".")
                + " GET /v1/losses lists them all.");
    }

    /**
     * Evaluates a loss.
     *
     * @param name the id or an alias of the loss
     * @throws UnknownNameException if there is no such loss
     * @throws InvalidRequestException if the request is not valid for it
     */
    public LossAnswer evaluate(String name, IncomingRequest request) throws IOException {
        return evaluate(find(name), request);
    }

    /**
     * Evaluates a loss, which need not be one of the catalog.
     *
     * @throws InvalidRequestException if the request is not valid for it
     */
    public LossAnswer evaluate(LossEntry loss, IncomingRequest request) throws IOException {
        Fields sent = request.read(fieldsOf(loss));
        Task task = new EvaluationBinder(loss, fieldsOf(loss), sent).bind();
        return meters.record(loss, task.elements(), () -> answer(loss, sent, task));
    }

    /** As {@link #evaluate}, without measuring it: for documents that show an answer. */
    public LossAnswer illustrate(LossEntry loss, IncomingRequest request) throws IOException {
        Fields sent = request.read(fieldsOf(loss));
        return answer(loss, sent, new EvaluationBinder(loss, fieldsOf(loss), sent).bind());
    }

    private static LossAnswer answer(LossEntry loss, Fields sent, Task task) {
        boolean isSingle = loss.hasPredictions() && !EvaluationBinder.namesInputs(sent);
        return new LossAnswer(Evaluator.evaluate(task), isSingle, task.hessian());
    }

    /**
     * Compares a caller's gradient, and loss, with the exact ones.
     *
     * @param name the id or an alias of the loss
     * @throws UnknownNameException if there is no such loss
     * @throws InvalidRequestException if the request is not valid for it
     */
    public GradientReport check(String name, IncomingRequest request) throws IOException {
        LossEntry loss = find(name);
        EvaluationFields known = fieldsOf(loss).forGradientCheck(loss);
        return new GradientCheckBinder(loss, known, request.read(known)).compare();
    }

    /** Whether a loss has a curve: whether it is a function of one number once all else is fixed. */
    public boolean hasCurve(LossEntry loss) {
        return CurveInputs.of(loss.defaults()).isPresent();
    }

    /**
     * The curve of a loss.
     *
     * @param query where it runs, what is fixed, and options: values by name, all with defaults
     * @throws NoCurveException if the loss has none
     * @throws InvalidRequestException if the query is not one for a curve of the loss
     */
    public LossCurve curve(LossEntry loss, Map<String, List<String>> query) {
        return new CurveBinder(loss, query).curve();
    }
}
