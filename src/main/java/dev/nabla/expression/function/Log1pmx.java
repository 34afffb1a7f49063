package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import java.util.List;

/** The logarithm of 1 + x less x. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "log(1 + x) - x, with all digits next to 0",
    edges = "NaN for x < -1, -∞ at -1 and ∞.")
public record Log1pmx() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.log1pmx(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledElementary.log1pmx(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Log1pmxDerivative(), x);
    }

    @Override
    public Notation notation() {
        return new Notation("\\log\\left(1 + #1\\right) - #1", Binding.SUM, List.of(Binding.TERM));
    }
}
