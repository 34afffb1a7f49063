package dev.nabla.loss;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.request.Fault;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a task together. It starts as a request does: reduction mean, no weights, no mask; with all gradients, also those of
 * targets that are not class indices; and the Hessian diagonal where every differentiable input has one.
 */
public final class TaskBuilder {

    private final Loss loss;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private Reduction reduction = Reduction.MEAN;
    private @Nullable Tensor sampleWeight;
    private @Nullable BooleanTensor mask;
    private @Nullable Tensor gradOutput;
    private OptionalInt axis = OptionalInt.empty();
    private @Nullable Set<String> wrt;
    private Hessian hessian = Hessian.DIAGONAL;
    private DType dtype = DType.FLOAT64;

    private TaskBuilder(Loss loss) {
        this.loss = loss;
    }

    public static TaskBuilder of(Loss loss) {
        return new TaskBuilder(loss);
    }

    /** A builder that starts as a copy of a task. */
    public static TaskBuilder like(Task task) {
        TaskBuilder builder = of(task.loss()).reduction(task.reduction()).dtype(task.dtype()).wrt(task.wrt());
        builder.inputs.putAll(task.inputs());
        builder.sampleWeight = task.sampleWeight();
        builder.mask = task.mask();
        builder.gradOutput = task.gradOutput();
        builder.axis = task.axis();
        return builder;
    }

    public static Tensor tensor(Shape shape, double... numbers) {
        return new Float64Tensor(shape, numbers);
    }

    public static Tensor vector(double... numbers) {
        return tensor(Shape.of(numbers.length), numbers);
    }

    public static Tensor scalar(double number) {
        return tensor(Shape.SCALAR, number);
    }

    public static Tensor matrix(double[]... rows) {
        return tensor(Shape.of(rows.length, rows[0].length),
                Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    public TaskBuilder input(String name, Tensor numbers) {
        List<String> names = loss.inputs().stream().map(Input::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    loss + " has no input \"" + name + "\", but " + String.join(", ", names));
        }
        inputs.put(name, numbers);
        return this;
    }

    public TaskBuilder input(String name, double... numbers) {
        return input(name, vector(numbers));
    }

    public TaskBuilder rows(String name, double[]... rows) {
        return input(name, matrix(rows));
    }

    public TaskBuilder reduction(Reduction how) {
        reduction = how;
        return this;
    }

    public TaskBuilder sampleWeight(@Nullable Tensor weight) {
        sampleWeight = weight;
        return this;
    }

    public TaskBuilder sampleWeight(double... weight) {
        return sampleWeight(vector(weight));
    }

    public TaskBuilder mask(@Nullable BooleanTensor which) {
        mask = which;
        return this;
    }

    public TaskBuilder mask(boolean... which) {
        return mask(new BooleanTensor(Shape.of(which.length), which));
    }

    public TaskBuilder gradOutput(@Nullable Tensor upstream) {
        gradOutput = upstream;
        return this;
    }

    public TaskBuilder axis(int index) {
        axis = OptionalInt.of(index);
        return this;
    }

    public TaskBuilder wrt(Set<String> names) {
        wrt = names;
        return this;
    }

    /** Whether the Hessian diagonal is wanted where there is one. */
    public TaskBuilder hessian(boolean wanted) {
        return hessian(Hessian.diagonal(wanted));
    }

    public TaskBuilder hessian(Hessian wanted) {
        hessian = wanted;
        return this;
    }

    public TaskBuilder dtype(DType storage) {
        dtype = storage;
        return this;
    }

    public Task build() {
        Map<String, Tensor> stored = new LinkedHashMap<>();
        for (Input input : loss.inputs()) {
            Tensor tensor = inputs.get(input.name());
            if (tensor != null) {
                stored.put(input.name(), input.elements().isParameter() ? tensor : stored(tensor));
            }
        }
        Set<String> names = wrt == null ? differentiable() : wrt;
        boolean hasHessian = loss.inputs().stream().filter(input -> names.contains(input.name()))
                .allMatch(Input::hasHessian);
        return new Task(loss, stored, reduction, sampleWeight, mask, gradOutput, axis, names,
                hessian == Hessian.DIAGONAL && !hasHessian ? Hessian.NONE : hessian,
                dtype);
    }

    private Set<String> differentiable() {
        return loss.inputs().stream().filter(Input::isDifferentiable).filter(input -> !isIndices(input))
                .map(Input::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isIndices(Input input) {
        Tensor tensor = inputs.get(input.name());
        Tensor first = inputs.get(loss.inputs().getFirst().name());
        return input.elements().isClass() && tensor != null && first != null && !tensor.shape().equals(first.shape());
    }

    private Tensor stored(Tensor tensor) {
        if (tensor.dtype() == dtype) {
            return tensor;
        }
        Tensor stored = Tensor.zeros(tensor.shape(), dtype);
        for (int i = 0; i < tensor.shape().elements(); i++) {
            stored.set(i, tensor.get(i));
        }
        return stored;
    }

    /** The answer to the task, which must have no faults. */
    public EvaluationView answer() {
        Task task = build();
        List<Fault> faults = Evaluator.check(task);
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.getFirst().field() + ": " + faults.getFirst().detail());
        }
        return new EvaluationView(Evaluator.evaluate(task));
    }

    /** What is wrong with the task: the field and the detail of the first fault. */
    public Fault fault() {
        return Evaluator.check(build()).getFirst();
    }
}
