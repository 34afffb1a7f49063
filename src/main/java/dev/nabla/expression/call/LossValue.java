package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A loss of the catalog. */
record LossValue(LossTask task) implements LossOperation {

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
        return task.isDifferentiable(operand);
    }

    @Override
    public boolean isElementwise(int operand) {
        return task.loss() instanceof ElementwiseLoss && task.reduction() == Reduction.NONE
                && task.input(operand).filter(Input::hasHessian).isPresent();
    }

    @Override
    public Cost cost(List<Operand> operands, Shape result) {
        return task.cost(operands);
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        Evaluator.evaluate(task.task(operands, null, Set.of())).loss().read(0, result, result.length);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        List<Node> operands = new ArrayList<>(result.operands());
        operands.add(upstream);
        return graph.apply(new LossDerivative(task, operand, 1), operands.toArray(Node[]::new));
    }

    @Override
    public Notation notation() {
        return Notation.named(task.id(), task.arity());
    }
}
