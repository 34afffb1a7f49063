package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.trial.Trials;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for each function of a row x: values and gradients are as exact as float64 allows, also with more digits. The exact
 * gradients are differences of the exact values.
 */
abstract class RowContract {

    private static final double ULPS = 4;

    /** Decimal digits that double-double numbers have at least after a few operations. */
    private static final int EXTENDED_DIGITS = 25;

    /** A function of a row in arbitrary precision. */
    @FunctionalInterface
    protected interface ExactRow {

        BigDecimal[] of(MathContext math, BigDecimal... x);
    }

    /** A call with the variable x. */
    protected abstract String formula();

    protected abstract ExactRow exact();

    /** Rows where it is hard to be right. */
    protected double[][] hardPoints() {
        return new double[0][];
    }

    /** Decimal digits of exact numbers: 100 more than a gradient is smaller than the value. */
    protected int digits() {
        return 150;
    }

    private double[][] points() {
        SplittableRandom random = new SplittableRandom(1);
        return Trials.of(Stream.concat(Arrays.stream(hardPoints()),
                Stream.generate(() -> random.doubles(4, -3, 3).toArray()).limit(3))).toArray(double[][]::new);
    }

    /** A component of the function, as one of numbers. */
    private ExactFunction component(int i) {
        return (math, x) -> exact().of(math, x)[i];
    }

    /** The gradient with respect to element k of Σ wᵢ fᵢ: of the row x, followed by the weights w. */
    private ExactFunction gradient(int k, int length) {
        ExactFunction sum = (math, point) -> {
            BigDecimal[] values = exact().of(math, Arrays.copyOf(point, length));
            BigDecimal total = BigDecimal.ZERO;
            for (int i = 0; i < values.length; i++) {
                total = total.add(values[i].multiply(point[length + i]));
            }
            return total;
        };
        return sum.derivative(k);
    }

    @Test
    void valueShouldBeExactButForCondition() {
        for (double[] point : points()) {
            FormulaFixture fixture = new FormulaFixture(formula()).with("x", point);
            double[] values = fixture.value();
            ScaledDoubleDouble[] extended = fixture.extendedValue();
            for (int i = 0; i < values.length; i++) {
                check("value " + i, values[i], extended[i], component(i), point);
            }
        }
    }

    @Test
    void gradientShouldBeExactButForCondition() {
        SplittableRandom random = new SplittableRandom(3);
        for (double[] point : points()) {
            FormulaFixture fixture = new FormulaFixture(formula()).with("x", point);
            double[] weights = random.doubles(fixture.value().length, -1, 1).toArray();
            double[] gradient = fixture.gradient("x", weights);
            ScaledDoubleDouble[] extended = fixture.extendedGradient("x", weights);
            double[] arguments = IntStream.range(0, point.length + weights.length)
                    .mapToDouble(i -> i < point.length ? point[i] : weights[i - point.length]).toArray();
            for (int k = 0; k < point.length; k++) {
                check("gradient " + k, gradient[k], extended[k], gradient(k, point.length), arguments);
            }
        }
    }

    private void check(String quantity, double actual, ScaledDoubleDouble extended, ExactFunction exact,
            double... arguments) {
        MathContext math = new MathContext(digits());
        BigDecimal[] x = Arrays.stream(arguments).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
        BigDecimal expected = exact.at(math, x);
        double size = exact.sensitivity(math, x).max(expected.abs()).doubleValue();
        double unit = Math.ulp(Math.min(size, Double.MAX_VALUE));
        double error = new BigDecimal(actual).subtract(expected).abs().doubleValue() / unit;
        assertThat(error).as("%s at %s: is %s, exactly %s", quantity, Arrays.toString(arguments), actual,
                expected.round(MathContext.DECIMAL64)).isLessThanOrEqualTo(ULPS);
        double tolerance = size * Math.pow(10, -EXTENDED_DIGITS);
        double rest = extended.minus(ScaledDoubleDouble.of(expected.doubleValue())).value();
        double exactRest = expected.subtract(new BigDecimal(expected.doubleValue())).doubleValue();
        assertThat(rest).as("extended %s at %s", quantity, Arrays.toString(arguments))
                .isBetween(exactRest - tolerance, exactRest + tolerance);
    }
}
