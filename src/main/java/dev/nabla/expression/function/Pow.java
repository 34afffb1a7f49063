package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The operator {@code ^}. A negative base has only integer powers; others are NaN. */
public record Pow() implements Binary {

    @Override
    public double value(double base, double exponent) {
        if (!(base < 0)) {
            return Elementary.pow(base, exponent);
        }
        if (exponent != Math.rint(exponent)) {
            return Double.NaN;
        }
        double size = Elementary.pow(-base, exponent);
        return isOdd(exponent) ? -size : size;
    }

    private static boolean isOdd(double integer) {
        return Math.abs(integer % 2) == 1;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble base, ScaledDoubleDouble exponent) {
        double rounded = exponent.value();
        if (base.isZero() || !Double.isFinite(base.value()) || !Double.isFinite(rounded) || rounded == 0) {
            return ScaledDoubleDouble.of(value(base.value(), rounded));
        }
        if (base.sign() < 0 && rounded != Math.rint(rounded)) {
            return ScaledDoubleDouble.of(Double.NaN);
        }
        ScaledDoubleDouble size = Extended
                .scaledExp(exponent.toDoubleDouble().times(Extended.log(base.abs())));
        return base.sign() < 0 && isOdd(rounded) ? size.negated() : size;
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
