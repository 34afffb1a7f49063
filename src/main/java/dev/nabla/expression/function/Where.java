package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** One of two numbers, by a condition. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "a where a condition holds, else b",
    aliases = {"cond", "select"},
    edges = "What is not chosen has gradient 0, even if it is infinite or NaN.")
public record Where() implements Function, Elementwise {

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("condition"), Parameter.required("a"), Parameter.required("b"));
    }

    @Override
    public Node apply(Arguments arguments) {
        Node condition = arguments.tensor("condition");
        if (!condition.isBoolean()) {
            throw new MisfitException("condition must be true or false, such as x > 0, not a number");
        }
        return arguments.graph().apply(this, condition, arguments.tensor("a"), arguments.tensor("b"));
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return operand > 0;
    }

    /** Without a branch, which conditions on data would often mispredict. */
    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        double[] condition = operands[0];
        double[] a = operands[1];
        double[] b = operands[2];
        for (int i = 0; i < count; i++) {
            long mask = -(long) condition[i];
            long chosen = (Double.doubleToRawLongBits(a[i]) & mask) | (Double.doubleToRawLongBits(b[i]) & ~mask);
            result[i] = Double.longBitsToDouble(chosen);
        }
    }

    @Override
    public ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        return operands.get(operands.getFirst().isZero() ? 2 : 1);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return adjoint(operand, result, graph.constant(1), graph);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node zero = graph.constant(0);
        return operand == 1
                ? graph.apply(this, result.operand(0), upstream, zero)
                : graph.apply(this, result.operand(0), zero, upstream);
    }

    @Override
    public Notation notation() {
        return Notation.around("\\begin{cases} #2 & \\text{if } #1 \\\\ #3 & \\text{else} \\end{cases}", 3);
    }
}
