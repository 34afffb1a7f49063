package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.FieldKind;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.Suggestions;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a task of the fields of a request, or says everything that is wrong with them, in the order they came in. */
public final class EvaluationBinder {

    private final LossEntry entry;
    private final SequencedMap<String, RequestField> fields;
    private final EvaluationFields known;
    private final List<Fault> faults = new ArrayList<>();

    public EvaluationBinder(LossEntry entry, EvaluationFields known, SequencedMap<String, RequestField> fields) {
        this.entry = entry;
        this.fields = fields;
        this.known = known;
    }

    /**
     * The task.
     *
     * @throws InvalidRequestException if there is none; its faults hold the first in the order of the fields
     */
    public Task bind() {
        DType dtype = dtype();
        fields.forEach((name, field) -> reject(name, field, dtype));
        Loss loss = entry.build(options(entry.options(), fields), faults);
        Task task = new Task(loss, inputs(loss, dtype), reduction(loss),
                tensor(SharedField.SAMPLE_WEIGHT.label(), DType.FLOAT64),
                mask(), tensor(SharedField.GRAD_OUTPUT.label(), DType.FLOAT64), axis(), wrt(loss), hessian(), dtype);
        requireHessians(task);
        faults.addAll(Evaluator.check(task));
        throwIfAny(faults, fields);
        return task;
    }

    /**
     * Puts faults in the order of the fields that they lie in.
     *
     * @throws InvalidRequestException if there are any
     */
    public static void throwIfAny(List<Fault> faults, SequencedMap<String, RequestField> fields) {
        if (!faults.isEmpty()) {
            List<String> order = List.copyOf(fields.keySet());
            faults.sort(Comparator.comparingInt(fault -> placeOf(fault, order)));
            throw new InvalidRequestException(faults);
        }
    }

    /** Whether a request names the inputs whose gradients it wants. */
    static boolean namesInputs(Map<String, RequestField> fields) {
        return fields.get(SharedField.WRT.label()) instanceof RequestField.Option(Literal value)
                && !(value instanceof Literal.Nothing);
    }

    private static int placeOf(Fault fault, List<String> order) {
        return fault.topField().isEmpty() ? order.size() : order.indexOf(fault.topField());
    }

    private void reject(String name, RequestField field, DType dtype) {
        if (field instanceof RequestField.Faulty faulty) {
            faults.add(faulty.in().apply(dtype));
        } else if (known.of(name) == FieldKind.Value.UNKNOWN) {
            faults.add(Fault.of(name, Suggestions.noSuchField(entry.id(), name, known.names())));
        }
    }

    /** The options that are among the fields of a request, by name. */
    public static Map<String, Literal> options(List<RecordOption> known, Map<String, RequestField> fields) {
        Map<String, Literal> options = new LinkedHashMap<>();
        for (RecordOption option : known) {
            if (fields.get(option.name()) instanceof RequestField.Option(Literal value)) {
                options.put(option.name(), value);
            }
        }
        return options;
    }

    private Map<String, Tensor> inputs(Loss loss, DType dtype) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Input input : loss.inputs()) {
            if (!fields.containsKey(input.name()) && input.isRequired()) {
                faults.add(Fault.whole(input.name() + " is missing: " + input.meaning()));
            }
            Tensor tensor = tensor(input.name(), isRounded(input) ? dtype : DType.FLOAT64);
            if (tensor != null) {
                inputs.put(input.name(), tensor);
            } else if (isNull(input.name()) && !input.allowsNull()) {
                faults.add(Fault.of(input.name(), input.name() + " must be a tensor, was null"));
            }
        }
        return inputs;
    }

    /** Whether the dtype says how an input is stored: not for indices, nor for options that are tensors. */
    private boolean isRounded(Input input) {
        return switch (input.content()) {
            case NUMBERS -> true;
            case CLASSES, LEVELS, CLASS_LIST, PARAMETERS -> false;
            case CLASSES_OR_PROBABILITIES ->
                shape(input.name()).equals(shape(entry.defaults().inputs().getFirst().name()));
        };
    }

    private Optional<Shape> shape(String name) {
        return fields.get(name) instanceof RequestField.Numbers numbers
                ? Optional.of(numbers.shape())
                : Optional.empty();
    }

    private @Nullable Tensor tensor(String name, DType dtype) {
        if (fields.get(name) instanceof RequestField.Numbers numbers) {
            try {
                return numbers.as().apply(dtype);
            } catch (InvalidRequestException e) {
                faults.addAll(e.faults());
            }
        }
        return null;
    }

    private @Nullable BooleanTensor mask() {
        String name = SharedField.MASK.label();
        return fields.get(name) instanceof RequestField.Booleans(BooleanTensor tensor) ? tensor : null;
    }

    private boolean isNull(String name) {
        return fields.get(name) instanceof RequestField.Option(Literal.Nothing _);
    }

    /** The value of a shared option, a null being as good as nothing. */
    private Optional<Literal> literal(SharedField field) {
        return fields.get(field.label()) instanceof RequestField.Option(Literal value)
                && !(value instanceof Literal.Nothing)
                        ? Optional.of(value)
                        : Optional.empty();
    }

    /** The value of a shared option that is one of some choices, each with its word, or the default. */
    private <T> T choice(SharedField field, Collection<T> choices, Function<T, String> word, T byDefault) {
        Optional<Literal> literal = literal(field);
        if (literal.isEmpty()) {
            return byDefault;
        }
        return choices.stream().filter(choice -> literal.get().equals(new Literal.Text(word.apply(choice)))).findFirst()
                .orElseGet(() -> {
                    faults.add(Fault.of(field.label(), field.label() + " must be one of "
                            + choices.stream().map(word).collect(Collectors.joining(", ")) + ", was "
                            + literal.get().excerpt()));
                    return byDefault;
                });
    }

    private DType dtype() {
        return choice(SharedField.DTYPE, List.of(DType.values()), DType::label, DType.FLOAT64);
    }

    private Reduction reduction(Loss loss) {
        return choice(SharedField.REDUCTION, loss.reductions(), Reduction::label, Reduction.MEAN);
    }

    private boolean hessian() {
        return choice(SharedField.HESSIAN, List.of(true), _ -> "diagonal", false);
    }

    private OptionalInt axis() {
        Optional<Literal> literal = literal(SharedField.AXIS);
        if (literal.isEmpty()) {
            return OptionalInt.empty();
        }
        if (literal.get() instanceof Literal.Numeral(double number) && number == (int) number) {
            return OptionalInt.of((int) number);
        }
        faults.add(Fault.of(SharedField.AXIS.label(), "axis must be an integer, was " + literal.get().excerpt()));
        return OptionalInt.empty();
    }

    /** The inputs whose gradients are wanted: those named, else the predictions, else all that have one. */
    private Set<String> wrt(Loss loss) {
        Optional<Literal> literal = literal(SharedField.WRT);
        if (literal.isEmpty() && entry.hasPredictions()) {
            return Set.of(LossEntry.PREDICTIONS);
        }
        List<String> differentiable = loss.inputs().stream().filter(Input::isDifferentiable).map(Input::name).toList();
        if (literal.isEmpty()) {
            return Set.copyOf(differentiable);
        }
        Set<String> names = new LinkedHashSet<>();
        if (literal.get() instanceof Literal.Many(List<Literal> values)) {
            for (int i = 0; i < values.size(); i++) {
                String name = values.get(i) instanceof Literal.Text(String text) ? text : "";
                if (!differentiable.contains(name)) {
                    faults.add(wrtFault(i, "must be one of " + String.join(", ", differentiable)
                            + ", the inputs that have a gradient, was " + values.get(i).excerpt()));
                } else if (!names.add(name)) {
                    faults.add(wrtFault(i, name + " is named twice"));
                }
            }
        } else {
            faults.add(Fault.of(SharedField.WRT.label(), "wrt must be an array of names of inputs, was "
                    + literal.get().excerpt()));
        }
        return names;
    }

    private static Fault wrtFault(int index, String detail) {
        return new Fault(SharedField.WRT.label(), new int[]{index}, detail);
    }

    private void requireHessians(Task task) {
        for (Input input : task.loss().inputs()) {
            if (task.hessian() && task.wrt().contains(input.name()) && !input.hasHessian()) {
                faults.add(Fault.of(SharedField.HESSIAN.label(),
                        entry.id() + " has no Hessian diagonal with respect to " + input.name()));
                return;
            }
        }
    }
}
