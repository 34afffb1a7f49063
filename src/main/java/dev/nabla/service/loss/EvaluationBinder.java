package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.RequestBinder;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds the fields of a request to an evaluation of a loss. */
public final class EvaluationBinder extends RequestBinder {

    private static final String IGNORE_INDEX = "ignore_index";
    private static final String FROM_LOGITS = "from_logits";

    /** The losses of logits beside those of probabilities. */
    private static final Map<String, String> LOSSES_OF_LOGITS = Map.of("binary_cross_entropy",
            "binary_cross_entropy_with_logits", "categorical_cross_entropy", "cross_entropy with axis -1");

    private final LossEntry entry;
    private final EvaluationFields known;

    public EvaluationBinder(LossEntry entry, EvaluationFields known, Fields fields) {
        super(withPresets(entry, fields));
        this.entry = entry;
        this.known = known;
    }

    /** Creates a binder for the loss in a larger request, with the {@code dtype} of the whole. */
    public EvaluationBinder(LossEntry entry, EvaluationFields known, Fields fields, DType dtype) {
        super(withPresets(entry, fields), dtype);
        this.entry = entry;
        this.known = known;
    }

    /** The fields, with the presets of an alias where they set nothing: {@code null} sets an option, but no shared field. */
    private static Fields withPresets(LossEntry entry, Fields sent) {
        Fields fields = sent;
        for (Map.Entry<String, Literal> preset : entry.presets().entrySet()) {
            String name = preset.getKey();
            boolean isOption = entry.options().stream().anyMatch(option -> option.name().equals(name));
            if (isOption ? !sent.has(name) : !sent.hasValue(name)) {
                fields = fields.with(name, new Field.Option(preset.getValue()));
            }
        }
        return fields;
    }

    /**
     * Binds the request.
     *
     * @throws InvalidRequestException if the fields are not a valid request; its faults are in the order of the fields
     */
    public Task bind() {
        fields.forEach(this::rejectUnknown);
        Loss loss = build(entry.options(), entry::build);
        rejectIgnoreIndex(loss);
        Task task = new Task(loss, inputs(loss), reduction(loss), tensor(SharedField.SAMPLE_WEIGHT), mask(),
                tensor(SharedField.GRAD_OUTPUT), axis(), wrt(loss), hessian(), dtype);
        requireHessians(task);
        Evaluator.check(task).forEach(this::report);
        throwIfFaulty();
        return task;
    }

    /** Whether a request names the inputs to differentiate with respect to. */
    static boolean namesInputs(Fields fields) {
        return fields.hasValue(SharedField.WRT.label());
    }

    private void rejectUnknown(String name, Field field) {
        Optional<String> remark = name.equals(FROM_LOGITS) && !known.names().contains(name)
                ? remarkOnLogits()
                : Optional.empty();
        remark.ifPresentOrElse(detail -> report(name, detail),
                () -> rejectUnknown(entry.id(), name, field, known.names()));
    }

    /** What to do instead of Keras's {@code from_logits}: here, losses of probabilities and of logits have their own names. */
    private Optional<String> remarkOnLogits() {
        String ofLogits = LOSSES_OF_LOGITS.get(entry.id());
        if (ofLogits != null) {
            return Optional.of(entry.id() + " has no such field: its predictions are probabilities; for logits use "
                    + ofLogits);
        }
        Input first = entry.defaults().inputs().getFirst();
        return first.meaning().startsWith("logit")
                ? Optional.of(entry.id() + " has no such field: its " + first.name() + " are always logits")
                : Optional.empty();
    }

    /** Only class indices are ignored by their value; the default does no harm to probabilities. */
    private void rejectIgnoreIndex(Loss loss) {
        loss.inputs().stream().filter(input -> input.elements().isClass() && !isIndices(input)).findFirst()
                .filter(_ -> known.names().contains(IGNORE_INDEX) && fields.hasValue(IGNORE_INDEX))
                .ifPresent(input -> report(IGNORE_INDEX, "ignore_index applies to class indices, but " + input.name()
                        + " has the shape of probabilities; leave it out, or exclude rows with mask"));
    }

    private Map<String, Tensor> inputs(Loss loss) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Input input : loss.inputs()) {
            if (!fields.has(input.name()) && input.isRequired()) {
                reportMissing(input.name(), input.meaning());
            }
            Tensor tensor = tensor(input.name(), isRounded(input) ? dtype : DType.FLOAT64);
            if (tensor != null) {
                inputs.put(input.name(), tensor);
            } else if (fields.isNull(input.name()) && !input.allowsNull()) {
                report(input.name(), input.name() + " must be a tensor, got null");
            }
        }
        return inputs;
    }

    /** Whether an input is rounded to the dtype of the request: not if it holds indices, or is an option. */
    private boolean isRounded(Input input) {
        return input.elements()
                .isRounded(shape(input.name()).equals(shape(entry.defaults().inputs().getFirst().name())));
    }

    private Optional<Shape> shape(String name) {
        return fields.get(name) instanceof Field.Numbers numbers
                ? Optional.of(numbers.shape())
                : Optional.empty();
    }

    private @Nullable Tensor tensor(SharedField field) {
        return tensor(field.label(), DType.FLOAT64);
    }

    private @Nullable BooleanTensor mask() {
        return fields.get(SharedField.MASK.label()) instanceof Field.Booleans(BooleanTensor tensor) ? tensor : null;
    }

    private Reduction reduction(Loss loss) {
        return choice(SharedField.REDUCTION.label(), loss.reductions(), Reduction::label, Reduction.MEAN);
    }

    private Hessian hessian() {
        return choice(SharedField.HESSIAN.label(), Hessian.REQUESTABLE, Hessian::label, Hessian.NONE);
    }

    private OptionalInt axis() {
        Optional<Literal> sent = fields.value(SharedField.AXIS.label());
        if (sent.isEmpty()) {
            return OptionalInt.empty();
        }
        if (sent.get() instanceof Literal.Numeral(double number) && number == (int) number) {
            return OptionalInt.of((int) number);
        }
        report(SharedField.AXIS.label(), "axis must be an integer, got " + sent.get().excerpt());
        return OptionalInt.empty();
    }

    /** The inputs to differentiate with respect to: those named, else the predictions, else all but options in tensor form. */
    private Set<String> wrt(Loss loss) {
        Optional<Literal> sent = fields.value(SharedField.WRT.label());
        if (sent.isEmpty() && entry.hasPredictions()) {
            return Set.of(LossEntry.PREDICTIONS);
        }
        List<String> differentiable = loss.inputs().stream().filter(Input::isDifferentiable)
                .filter(input -> input.isRequired() || fields.hasValue(input.name()))
                .filter(input -> !isIndices(input)).map(Input::name).toList();
        if (sent.isEmpty()) {
            return loss.inputs().stream().filter(input -> !input.elements().isParameter()).map(Input::name)
                    .filter(differentiable::contains).collect(Collectors.toUnmodifiableSet());
        }
        if (sent.get() instanceof Literal.Array(List<Literal> names)) {
            return named(loss, names, differentiable);
        }
        report(SharedField.WRT.label(), "wrt must be an array of input names, got " + sent.get().excerpt());
        return Set.of();
    }

    private boolean isIndices(Input input) {
        return input.elements().isClass() && !isRounded(input);
    }

    private Set<String> named(Loss loss, List<Literal> sent, List<String> differentiable) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String name = sent.get(i) instanceof Literal.Text(String text) ? text : "";
            if (isIndices(loss, name)) {
                reportWrt(i, name + " has no gradient: its elements are class indices");
            } else if (!differentiable.contains(name)) {
                reportWrt(i, "must be one of " + String.join(", ", differentiable)
                        + ", the inputs that have a gradient, got " + sent.get(i).excerpt());
            } else if (!names.add(name)) {
                reportWrt(i, name + " is repeated");
            }
        }
        return names;
    }

    private boolean isIndices(Loss loss, String name) {
        return loss.inputs().stream().anyMatch(input -> input.name().equals(name) && isIndices(input));
    }

    private void reportWrt(int index, String detail) {
        report(new Fault(SharedField.WRT.label(), new int[]{index}, detail));
    }

    private void requireHessians(Task task) {
        for (Input input : task.loss().inputs()) {
            if (task.wrt().contains(input.name()) && !task.hasHessian(input)) {
                report(SharedField.HESSIAN.label(),
                        entry.id() + " has no Hessian diagonal with respect to " + input.name()
                                + (task.hessian() == Hessian.DIAGONAL
                                        ? "; send \"hessian\": \"constant\" for 1 in place of each element"
                                        : ": its elements do not belong to one value each"));
                return;
            }
        }
    }
}
