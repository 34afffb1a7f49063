package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A loss of the catalog as an operation. With more digits it is as exact as it is in float64. */
record LossValue(LossTask task) implements TensorOperation {

    @Override
    public String functionName() {
        return "loss." + task.id();
    }

    @Override
    public Shape shape(List<Shape> operands) {
        return task.shape(operands);
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return task.inputs().get(operand).isDifferentiable();
    }

    @Override
    public boolean isElementwise(int operand) {
        return task.loss() instanceof ElementwiseLoss && task.reduction() == Reduction.NONE
                && task.inputs().get(operand).hasHessian();
    }

    @Override
    public long operations(List<Shape> operands, Shape result) {
        return task.cost(operands).operations();
    }

    @Override
    public long scratch(List<Shape> operands, Shape result) {
        return task.cost(operands).bytes() / Double.BYTES;
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        Evaluator.evaluate(task.task(operands, null, Set.of(), shape)).loss().read(0, result, result.length);
    }

    @Override
    public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        double[] elements = new double[result.length];
        evaluate(LossTask.rounded(operands), shape, elements);
        LossTask.extend(elements, result);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        List<Node> operands = new ArrayList<>(result.operands());
        operands.add(upstream);
        return graph.apply(new LossDerivative(task, operand, 1), operands.toArray(Node[]::new));
    }

    @Override
    public Notation notation() {
        return Notation.named(task.id(), task.inputs().size());
    }
}
