package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Relative errors of extended functions, at float64 numbers and at pairs with those as their high part. */
final class ScaledError {

    private static final MathContext CONTEXT = new MathContext(60);

    private ScaledError() {}

    /** What float64 holds below a number: some DoubleDouble whose head it is. */
    static ScaledDoubleDouble withLow(double x) {
        return ScaledDoubleDouble.of(DoubleDouble.normalized(x, x * 0x1.23456789abcdep-54));
    }

    static BigDecimal exact(ScaledDoubleDouble x) {
        BigDecimal significand = new BigDecimal(x.significand().hi()).add(new BigDecimal(x.significand().lo()));
        BigDecimal power = BigDecimal.TWO.pow(Math.abs(x.exponent()), new MathContext(100));
        return x.exponent() < 0 ? significand.divide(power, CONTEXT) : significand.multiply(power);
    }

    static double relative(ScaledDoubleDouble actual, BigDecimal exact) {
        return exact(actual).subtract(exact).abs().divide(exact.abs(), CONTEXT).doubleValue();
    }

    static void assertWithin(double bound, UnaryOperator<ScaledDoubleDouble> actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        double[] all = Stream.of(points).flatMapToDouble(kind -> kind).toArray();
        double worst = 0;
        ScaledDoubleDouble where = ScaledDoubleDouble.ZERO;
        for (int i = 0; i < all.length; i++) {
            ScaledDoubleDouble x = i % 2 == 0 ? withLow(all[i]) : ScaledDoubleDouble.of(all[i]);
            double error = relative(actual.apply(x), exact.apply(argument(x)));
            where = error > worst ? x : where;
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("worst relative error, at %s", where).isLessThan(bound);
    }

    /** All digits. */
    private static BigDecimal argument(ScaledDoubleDouble x) {
        DoubleDouble pair = x.toDoubleDouble();
        return new BigDecimal(pair.hi()).add(new BigDecimal(pair.lo()));
    }
}
