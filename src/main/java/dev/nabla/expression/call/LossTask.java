package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.LossShapes;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.TensorOperation.ExtendedValue;
import dev.nabla.expression.graph.TensorOperation.Value;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of a loss, given its options.
 *
 * @param id the id of the loss
 * @param inputs the inputs that it gets, in the order of the operands
 */
record LossTask(String id, Loss loss, List<Input> inputs, Reduction reduction, OptionalInt axis) {

    /**
     * The shape of the result.
     *
     * @throws MisfitException if the shapes do not fit
     */
    Shape shape(List<Shape> operands) {
        try {
            Shape values = shapes(operands).values();
            return reduction == Reduction.NONE ? values : Shape.SCALAR;
        } catch (InvalidRequestException e) {
            throw new MisfitException(id + ": " + e.faults().getFirst().detailWithPlace());
        }
    }

    /** What its evaluation with one derivative takes. */
    Cost cost(List<Shape> operands) {
        return shapes(operands).cost();
    }

    private LossShapes shapes(List<Shape> operands) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int k = 0; k < inputs.size(); k++) {
            shapes.put(inputs.get(k).name(), operands.get(k));
        }
        return new LossShapes(loss, shapes, axis);
    }

    /**
     * The valid task for operands.
     *
     * @param upstream the gradient with respect to the result; {@code null} for none
     * @throws InvalidRequestException if an element is outside the domain of the loss
     */
    Task task(List<Value> operands, @Nullable Tensor upstream, Set<String> wrt, Shape shape) {
        Task task = task(operands.stream().<Tensor>map(value -> new Float64Tensor(value.shape(), value.elements()))
                .toList(), upstream, wrt);
        Faults faults = new Faults();
        for (Fault fault : Evaluator.check(task)) {
            faults.add(Fault.of("formula", "in loss." + id + ", " + fault.detailWithPlace()));
        }
        faults.throwIfAny();
        if (reduction == Reduction.NONE && !task.geometry().values().equals(shape)) {
            throw new InvalidRequestException(Fault.of("formula", "in loss." + id
                    + ", the number of values depends on the elements of its inputs; give it a reduction"));
        }
        return task;
    }

    private Task task(List<Tensor> operands, @Nullable Tensor upstream, Set<String> wrt) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int k = 0; k < inputs.size(); k++) {
            tensors.put(inputs.get(k).name(), operands.get(k));
        }
        return new Task(loss, tensors, reduction, null, null, upstream, axis, wrt, Hessian.NONE, DType.FLOAT64);
    }

    /** The float64 numbers of operands with more digits. */
    static List<Value> rounded(List<ExtendedValue> operands) {
        return operands.stream().map(operand -> {
            double[] elements = new double[operand.elements().length];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = operand.elements()[i].value();
            }
            return new Value(elements, operand.shape());
        }).toList();
    }

    static void extend(double[] elements, ScaledDoubleDouble[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = ScaledDoubleDouble.of(elements[i]);
        }
    }
}
