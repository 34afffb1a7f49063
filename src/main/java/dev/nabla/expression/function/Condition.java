package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;

/** A relation of two numbers, or a combination of two truth values. */
interface Condition extends Binary {

    boolean holds(double a, double b);

    /** The operator in TeX. */
    String symbol();

    @Override
    default boolean isBoolean() {
        return true;
    }

    @Override
    default boolean isDifferentiable(int operand) {
        return false;
    }

    @Override
    default double value(double a, double b) {
        return holds(a, b) ? 1 : 0;
    }

    /** Compares as float64 does wherever that can tell the numbers apart. */
    @Override
    default ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        ScaledDoubleDouble difference = a.minus(b);
        boolean isOrdinary = Double.isFinite(a.value()) && Double.isFinite(b.value());
        return ScaledDoubleDouble.of(isOrdinary ? value(difference.sign(), 0) : value(a.value(), b.value()));
    }

    @Override
    default Node derivative(int operand, Node result, Graph graph) {
        return graph.constant(0);
    }

    @Override
    default Notation notation() {
        return Notation.infix(symbol(), Binding.RELATION, Binding.SUM, Binding.SUM);
    }
}
