package dev.nabla.expression.function;

import dev.nabla.kernel.ScaledDoubleDouble;

/** The first of two tensors, with a gradient that is not its own. */
interface GradientFunction extends BinaryFunction {

    @Override
    default boolean replacesGradient() {
        return true;
    }

    @Override
    default double value(double a, double b) {
        return a;
    }

    @Override
    default ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a;
    }
}
