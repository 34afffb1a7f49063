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

/** The exponential less 1 and x. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "exp(x) - 1 - x, with all digits next to 0")
public record Expm1mx() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.expm1mx(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledElementary.expm1mx(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Expm1(), x);
    }

    @Override
    public Notation notation() {
        return new Notation("e^{#1} - 1 - #1", Binding.SUM, List.of(Binding.TERM));
    }
}
