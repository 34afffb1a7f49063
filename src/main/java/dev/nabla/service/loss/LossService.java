package dev.nabla.service.loss;

import dev.nabla.catalog.LibraryNames;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.CurveInputs;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.request.Answer;
import dev.nabla.request.Fields;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.BoundEvaluation;
import dev.nabla.service.UnknownNameException;
import dev.nabla.service.admission.Admission;
import dev.nabla.service.telemetry.Telemetry;
import dev.nabla.tensor.Cost;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Answers requests about losses: evaluations, gradient checks and curves. */
@Service
public class LossService {

    private final LossCatalog catalog;
    private final Admission admission;
    private final Map<LossEntry, EvaluationFields> fields;
    private final Map<LossEntry, EvaluationFields> namedFields;
    private final LossMeters meters;
    private final LossNames names;

    public LossService(LossCatalog catalog, Admission admission, Telemetry telemetry) {
        this.admission = admission;
        this.catalog = catalog;
        this.fields = catalog.names().stream().flatMap(name -> catalog.find(name).stream()).distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), EvaluationFields::new));
        this.namedFields = fields.entrySet().stream().collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().withName()));
        this.names = new LossNames(catalog, LibraryNames.read());
        this.meters = new LossMeters(telemetry, catalog.entries());
    }

    /** All losses, sorted by id. */
    public List<LossEntry> losses() {
        return catalog.entries();
    }

    /** Every id and alias. */
    public List<String> names() {
        return catalog.names();
    }

    /**
     * Finds a loss by id or alias.
     *
     * @throws UnknownNameException if there is none
     */
    public LossEntry find(String name) {
        return catalog.find(name).orElseThrow(() -> unknown(name));
    }

    /** The loss with an id or alias, if there is one. */
    public Optional<LossEntry> lookUp(String name) {
        return catalog.find(name);
    }

    /** The fields of a request to a loss. */
    public EvaluationFields fieldsOf(LossEntry loss) {
        EvaluationFields known = fields.get(loss);
        return known == null ? new EvaluationFields(loss) : known;
    }

    /** The fields of a request that names its loss of the catalog itself, in {@link EvaluationFields#NAME}. */
    public EvaluationFields namedFieldsOf(LossEntry loss) {
        return Objects.requireNonNull(namedFields.get(loss));
    }

    private UnknownNameException unknown(String name) {
        return new UnknownNameException("There is no loss with this name"
                + question(name).map(question -> "; " + question).orElse(".") + " GET /v1/losses lists them all.");
    }

    /** A question for the losses that may be meant by a name that is none: {@code did you mean mse?} */
    public Optional<String> question(String name) {
        return names.resolver().question(name);
    }

    /** The names of a loss in other libraries. */
    public List<String> namesElsewhere(LossEntry loss) {
        return names.elsewhere(loss);
    }

    /**
     * The losses that are meant by a text, and then those whose names, in any spelling, or whose summary contain it; all for
     * an empty text.
     */
    public List<LossEntry> search(String text) {
        List<LossEntry> meant = names.resolver().resolve(text).stream().map(this::find).toList();
        return Stream.concat(meant.stream(), losses().stream().filter(loss -> names.mentions(loss, text))).distinct()
                .toList();
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
     * Evaluates a loss, which need not be in the catalog.
     *
     * @throws InvalidRequestException if the request is not valid for it
     */
    public LossAnswer evaluate(LossEntry loss, IncomingRequest request) throws IOException {
        Fields sent = request.read(fieldsOf(loss));
        return evaluate(loss, sent, bind(loss, sent));
    }

    /**
     * Binds the fields of a request to a loss.
     *
     * @throws InvalidRequestException if the request is not valid for it
     */
    public Task bind(LossEntry loss, Fields sent) {
        return new EvaluationBinder(loss, fieldsOf(loss), sent).bind();
    }

    /** Evaluates a loss for the task that the fields of a request were bound to. */
    public LossAnswer evaluate(LossEntry loss, Fields sent, Task task) {
        return compute(loss, task, Evaluator.cost(task), () -> answer(loss, sent, task));
    }

    /** Runs the evaluation of a loss when there is room for it, and records its time. */
    public <T> T compute(LossEntry loss, Task task, Cost cost, Supplier<T> evaluation) {
        return meters.evaluations().record(loss.id(), () -> {
            T answer = admission.compute(cost, evaluation);
            meters.countElements(loss, task.elements());
            return answer;
        });
    }

    /** An evaluation of a loss that records its time when it runs. */
    public BoundEvaluation bound(LossEntry loss, Task task, Cost cost, Supplier<? extends Answer> evaluation) {
        return new BoundEvaluation(cost, () -> {
            meters.countElements(loss, task.elements());
            return meters.evaluations().time(loss.id(), evaluation);
        });
    }

    /**
     * Binds the fields of a request that names its loss itself.
     *
     * @throws InvalidRequestException if the request is not valid for it
     */
    public BoundEvaluation bindNamed(LossEntry loss, Fields sent) {
        Task task = new EvaluationBinder(loss, namedFieldsOf(loss), sent).bind();
        return bound(loss, task, Evaluator.cost(task), () -> answer(loss, sent, task));
    }

    /** As {@link #evaluate}, but without recording metrics: for examples in the documentation. */
    public LossAnswer illustrate(LossEntry loss, IncomingRequest request) throws IOException {
        EvaluationFields known = fieldsOf(loss);
        Fields sent = request.read(known);
        return answer(loss, sent, new EvaluationBinder(loss, known, sent).bind());
    }

    /** The answer for a task that the fields of a request were bound to, when what it takes has been admitted. */
    public LossAnswer compute(LossEntry loss, Fields sent, Task task) {
        return answer(loss, sent, task);
    }

    private static LossAnswer answer(LossEntry loss, Fields sent, Task task) {
        boolean isSingle = loss.hasPredictions() && !EvaluationBinder.namesInputs(sent);
        return new LossAnswer(Evaluator.evaluate(task), isSingle, task.hessian().isRequested());
    }

    /**
     * Compares a caller's gradient and loss with the exact ones.
     *
     * @param name the id or an alias of the loss
     * @throws UnknownNameException if there is no such loss
     * @throws InvalidRequestException if the request is not valid for it
     */
    public GradientReport check(String name, IncomingRequest request) throws IOException {
        return check(find(name), request);
    }

    /**
     * As {@link #check(String, IncomingRequest)}, for a loss that need not be in the catalog.
     *
     * @throws InvalidRequestException if the request is not valid for it
     */
    public GradientReport check(LossEntry loss, IncomingRequest request) throws IOException {
        EvaluationFields known = fieldsOf(loss).forGradientCheck(loss);
        Fields sent = request.read(known);
        return meters.gradientChecks().record(loss.id(),
                () -> new GradientCheckBinder(loss, known, sent).compare(admission));
    }

    /** Whether a loss has a curve: whether it is a function of one number if all else is fixed. */
    public boolean hasCurve(LossEntry loss) {
        return CurveInputs.of(loss.defaults()).isPresent();
    }

    /**
     * Computes the curve of a loss.
     *
     * @param query the range, the fixed inputs and the options: values by name, all optional
     * @throws NoCurveException if the loss has none
     * @throws InvalidRequestException if the query is not valid
     */
    public LossCurve curve(LossEntry loss, Map<String, List<String>> query) {
        return curve(loss.id(), () -> new CurveBinder(loss, query).curve(admission));
    }

    /** Records the time that it takes to compute the curve of a loss with an id. */
    public LossCurve curve(String id, Supplier<LossCurve> computation) {
        return meters.curves().record(id, computation);
    }
}
