package dev.nabla.expression.function;

import java.math.BigDecimal;
import java.math.MathContext;

/** A function of some numbers in arbitrary precision; its derivatives are taken from differences. */
@FunctionalInterface
interface ExactFunction {

    /** The last digits of values, which rounding errors reach. */
    int NOISE_DIGITS = 15;

    BigDecimal at(MathContext math, BigDecimal... x);

    /** The point with one number moved. */
    private static BigDecimal[] moved(BigDecimal[] x, int k, BigDecimal step) {
        BigDecimal[] moved = x.clone();
        moved[k] = x[k].add(step);
        return moved;
    }

    /** 10⁻⁴⁰ of a number, and of 1 for 0. */
    private static BigDecimal step(BigDecimal x) {
        int exponent = x.signum() == 0 ? 0 : x.precision() - x.scale();
        return BigDecimal.ONE.scaleByPowerOfTen(exponent - 40);
    }

    /** A difference of values; 0 if it is only that of rounding errors. */
    private static BigDecimal withoutNoise(BigDecimal difference, BigDecimal value, MathContext math) {
        BigDecimal noise = value.abs().scaleByPowerOfTen(NOISE_DIGITS - math.getPrecision());
        return difference.abs().compareTo(noise) <= 0 ? BigDecimal.ZERO : difference;
    }

    /** The partial derivative: (f(x + h) − f(x − h))/2h. */
    default ExactFunction derivative(int k) {
        return (math, x) -> {
            BigDecimal step = step(x[k]);
            BigDecimal after = at(math, moved(x, k, step));
            BigDecimal difference = after.subtract(at(math, moved(x, k, step.negate())));
            return withoutNoise(difference, after, math).divide(step.multiply(BigDecimal.TWO), math);
        };
    }

    /** The second partial derivative: (f(x + h) − 2f(x) + f(x − h))/h². */
    default ExactFunction secondDerivative(int k) {
        return (math, x) -> {
            BigDecimal step = step(x[k]);
            BigDecimal center = at(math, x);
            BigDecimal difference = at(math, moved(x, k, step)).add(at(math, moved(x, k, step.negate())))
                    .subtract(center.multiply(BigDecimal.TWO));
            return withoutNoise(difference, center, math).divide(step.multiply(step), math);
        };
    }

    /** Σ |xₖ ∂f/∂xₖ|: how much f changes by a relative change of its arguments. */
    default BigDecimal sensitivity(MathContext math, BigDecimal... x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k < x.length; k++) {
            sum = sum.add(x[k].multiply(derivative(k).at(math, x), math).abs());
        }
        return sum;
    }
}
