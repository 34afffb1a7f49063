package dev.nabla.expression.call;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The gradient of a loss of the catalog with respect to one of its operands, or its Hessian diagonal. Its operands are the loss's
 * and the upstream gradient.
 *
 * @param order 1 for the gradient, 2 for the Hessian diagonal
 */
record LossDerivative(LossTask task, int wrt, int order) implements LossOperation {

    @Override
    public Shape shape(List<Shape> operands) {
        return operands.get(wrt);
    }

    @Override
    public Cost cost(List<Operand> operands, Shape result) {
        return task.cost(ofLoss(operands));
    }

    private static <T> List<T> ofLoss(List<T> operands) {
        return operands.subList(0, operands.size() - 1);
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        Value upstream = operands.getLast();
        Task valid = task.task(ofLoss(operands), new Float64Tensor(upstream.shape(), upstream.elements()),
                Set.of(task.label(wrt)));
        Evaluation evaluation = Evaluator.evaluate(valid.withHessian(Hessian.diagonal(order == 2)));
        Map<String, Tensor> derivatives = order == 2 ? evaluation.hessianDiagonals() : evaluation.gradients();
        Objects.requireNonNull(derivatives.get(task.label(wrt))).read(0, result, result.length);
    }

    /** That of an elementwise loss: each derivative is a multiple of its upstream gradient. */
    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node[] operands = result.operands().toArray(Node[]::new);
        if (operand == wrt) {
            return graph.chain(upstream, graph.apply(new LossDerivative(task, wrt, order + 1), operands));
        }
        operands[operands.length - 1] = upstream;
        return graph.apply(this, operands);
    }

    @Override
    public Notation notation() {
        return Notation.call(
                "\\nabla" + (order == 2 ? "^2" : "") + "\\operatorname{" + task.id().replace("_", "\\_") + "}",
                task.arity() + 1);
    }
}
