package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.LossShapes;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.TensorOperation.Operand;
import dev.nabla.expression.graph.TensorOperation.Value;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of a loss, given its options.
 *
 * @param id the id of the loss
 * @param inputs the inputs that it gets, the first operands in their order
 * @param extras what other operands are, in their order
 */
record LossTask(
    String id,
    Loss loss,
    List<Input> inputs,
    List<Extra> extras,
    Reduction reduction,
    OptionalInt axis) {

    /** Scalar operations for the derivative with respect to a weight. */
    private static final long OPERATIONS_PER_WEIGHT = 40;

    /** What a call takes beside inputs and options, as a request does. A mask is a condition, which has no gradient. */
    enum Extra {
        SAMPLE_WEIGHT,
        MASK;

        /** Its name in formulas. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The number of operands. */
    int arity() {
        return inputs.size() + extras.size();
    }

    /** What an operand is. */
    String label(int operand) {
        return input(operand).map(Input::name).orElseGet(() -> extras.get(operand - inputs.size()).label());
    }

    /** Whether the loss has a gradient with respect to an operand. */
    boolean isDifferentiable(int operand) {
        return input(operand).map(Input::isDifferentiable).orElseGet(
                () -> extras.get(operand - inputs.size()) == Extra.SAMPLE_WEIGHT);
    }

    /** The input that an operand is; empty if it is none. */
    Optional<Input> input(int operand) {
        return operand < inputs.size() ? Optional.of(inputs.get(operand)) : Optional.empty();
    }

    private <T> Optional<T> extra(Extra extra, List<T> operands) {
        int position = extras.indexOf(extra);
        return position < 0 ? Optional.empty() : Optional.of(operands.get(inputs.size() + position));
    }

    /**
     * The shape of the result.
     *
     * @throws MisfitException if the shapes do not fit
     */
    Shape shape(List<Shape> operands) {
        try {
            LossShapes shapes = shapes(operands, Map.of());
            Optional<Shape> values = shapes.values();
            values.ifPresent(expected -> requireShape(Extra.SAMPLE_WEIGHT, operands, expected));
            requireShape(Extra.MASK, operands, shapes.mask());
            return reduction == Reduction.NONE ? values.orElseThrow(this::unknownShape) : Shape.SCALAR;
        } catch (InvalidRequestException e) {
            throw new MisfitException(id + ": " + e.faults().getFirst().detailWithPlace());
        }
    }

    private MisfitException unknownShape() {
        return new MisfitException(
                id + ": the number of its values depends on the elements of its inputs; give it a reduction");
    }

    private void requireShape(Extra extra, List<Shape> operands, Shape expected) {
        extra(extra, operands).filter(shape -> !shape.equals(expected)).ifPresent(shape -> {
            throw new MisfitException(
                    id + ": " + extra.label() + " must have the shape " + expected + ", has " + shape);
        });
    }

    /** What its evaluation with one derivative takes. */
    Cost cost(List<Operand> operands) {
        Map<String, Tensor> known = new LinkedHashMap<>();
        for (int k = 0; k < inputs.size(); k++) {
            String name = inputs.get(k).name();
            operands.get(k).tensor().ifPresent(tensor -> known.put(name, tensor));
        }
        long ofExtras = operands.subList(inputs.size(), operands.size()).stream()
                .mapToLong(extra -> extra.shape().elements()).sum();
        return shapes(operands.stream().map(Operand::shape).toList(), known).cost()
                .plus(Cost.scratch(ofExtras)).plus(Cost.operations(OPERATIONS_PER_WEIGHT * ofExtras));
    }

    private LossShapes shapes(List<Shape> operands, Map<String, Tensor> known) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int k = 0; k < inputs.size(); k++) {
            shapes.put(inputs.get(k).name(), operands.get(k));
        }
        return new LossShapes(loss, shapes, known, axis);
    }

    /**
     * The valid task for operands.
     *
     * @param upstream the gradient with respect to the result; {@code null} for none
     * @throws InvalidRequestException if an element is outside the domain of the loss
     */
    Task task(List<Value> operands, @Nullable Tensor upstream, Set<String> wrt) {
        Task task = new Task(loss, tensors(operands), reduction,
                extra(Extra.SAMPLE_WEIGHT, operands).map(LossTask::tensor).orElse(null),
                extra(Extra.MASK, operands).map(LossTask::mask).orElse(null), upstream, axis, wrt, Hessian.NONE,
                DType.FLOAT64);
        Faults faults = new Faults();
        for (Fault fault : Evaluator.check(task)) {
            faults.add(Fault.of("formula", "in loss." + id + ", " + fault.detailWithPlace()));
        }
        faults.throwIfAny();
        return task;
    }

    private Map<String, Tensor> tensors(List<Value> operands) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int k = 0; k < inputs.size(); k++) {
            tensors.put(inputs.get(k).name(), tensor(operands.get(k)));
        }
        return tensors;
    }

    private static Tensor tensor(Value value) {
        return new Float64Tensor(value.shape(), value.elements());
    }

    private static BooleanTensor mask(Value value) {
        boolean[] included = new boolean[value.elements().length];
        for (int i = 0; i < included.length; i++) {
            included[i] = value.elements()[i] != 0;
        }
        return new BooleanTensor(value.shape(), included);
    }
}
