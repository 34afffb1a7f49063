package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import java.util.List;

/** The operator {@code ^}. A negative base has only integer powers; others are NaN. */
public record Pow() implements Binary {

    @Override
    public double value(double base, double exponent) {
        return Elementary.realPow(base, exponent);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble base, ScaledDoubleDouble exponent) {
        return ScaledElementary.pow(base, exponent);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        Node base = result.operand(0);
        Node exponent = result.operand(1);
        return operand == 0
                ? graph.multiply(exponent, power(base, graph.subtract(exponent, graph.constant(1)), graph))
                : graph.chain(result, graph.apply(new Log(), base));
    }

    /** A power; a square where the exponent is 2. */
    public static Node power(Node base, Node exponent, Graph graph) {
        if (exponent.operation() instanceof Constant constant) {
            if (constant.value() == 1) {
                return base;
            }
            if (constant.value() == 2) {
                return graph.square(base);
            }
        }
        return graph.apply(new Pow(), base, exponent);
    }

    @Override
    public Notation notation() {
        return new Notation("{#1}^{#2}", Binding.POWER, List.of(Binding.ATOM, Binding.RELATION));
    }
}
