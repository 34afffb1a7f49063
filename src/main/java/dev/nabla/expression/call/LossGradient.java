package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The gradient of a loss of the catalog with respect to an input. Its operands are the loss's and the upstream gradient. */
record LossGradient(LossTask task, int input) implements TensorOperation {

    private String name() {
        return task.inputs().get(input).name();
    }

    @Override
    public Shape shape(List<Shape> operands) {
        return operands.get(input);
    }

    @Override
    public long operations(List<Shape> operands, Shape result) {
        return task.cost(ofLoss(operands)).operations();
    }

    @Override
    public long scratch(List<Shape> operands, Shape result) {
        return task.cost(ofLoss(operands)).bytes() / Double.BYTES;
    }

    private static <T> List<T> ofLoss(List<T> operands) {
        return operands.subList(0, operands.size() - 1);
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        Value upstream = operands.getLast();
        Task valid = task.task(ofLoss(operands), new Float64Tensor(upstream.shape(), upstream.elements()),
                Set.of(name()), upstream.shape());
        Objects.requireNonNull(Evaluator.evaluate(valid).gradients().get(name())).read(0, result, result.length);
    }

    @Override
    public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        double[] elements = new double[result.length];
        evaluate(LossTask.rounded(operands), shape, elements);
        LossTask.extend(elements, result);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\nabla\\operatorname{" + task.id().replace("_", "\\_") + "}", task.inputs().size() + 1);
    }
}
