package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.trial.Trials;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for each function of numbers: value, derivatives and second derivatives are as exact as float64 allows, and NaN
 * gives NaN. The exact derivatives are differences of the exact value.
 */
abstract class ElementwiseContract {

    private static final Pattern NAME = Pattern.compile("\\b[a-z_]+\\b(?!\\()");

    private static final double VALUE_ULPS = 2;
    private static final double GRADIENT_ULPS = 5;
    private static final double HESSIAN_ULPS = 12;

    /** Decimal digits that double-double numbers have at least after a few operations. */
    private static final int EXTENDED_DIGITS = 26;

    /** A call with variables: {@code atan2(y, x)}. */
    protected abstract String formula();

    /** The function, of the variables in the order in which the formula names them. */
    protected abstract ExactFunction exact();

    /** An ordinary point: a number for each variable. */
    protected abstract double[] draw(SplittableRandom random);

    /** Points where it is hard to be right, where the function is smooth. */
    protected abstract double[][] hardPoints();

    /** Decimal digits of exact numbers: 100 more than a derivative is smaller than the value. */
    protected int digits() {
        return 150;
    }

    /** Derivatives below it may be less exact: their factors are subnormal. */
    protected double least() {
        return Double.MIN_NORMAL;
    }

    private List<String> variables() {
        return NAME.matcher(formula()).results().map(match -> match.group()).distinct().toList();
    }

    private double[][] points() {
        SplittableRandom random = new SplittableRandom(1);
        return Trials.of(Stream.concat(Arrays.stream(hardPoints()), Stream.generate(() -> draw(random)).limit(10)))
                .toArray(double[][]::new);
    }

    final FormulaFixture at(double[]... points) {
        FormulaFixture fixture = new FormulaFixture(formula());
        for (int k = 0; k < variables().size(); k++) {
            int variable = k;
            fixture.with(variables().get(k), Arrays.stream(points).mapToDouble(point -> point[variable]).toArray());
        }
        return fixture;
    }

    /** The value at a point. */
    final double value(double... point) {
        return at(point).value()[0];
    }

    /** The derivative with respect to a variable at a point. */
    final double derivative(String variable, double... point) {
        return at(point).gradient(variable)[0];
    }

    @Test
    void valueShouldBeWithinTwoUlps() {
        check("value", at(points()).value(), exact(), VALUE_ULPS, false);
    }

    @Test
    void gradientShouldBeExactButForConditionOfDerivative() {
        for (int k = 0; k < variables().size(); k++) {
            check("gradient of " + variables().get(k), at(points()).gradient(variables().get(k)),
                    exact().derivative(k), GRADIENT_ULPS, true);
        }
    }

    @Test
    void hessianShouldBeExactButForConditionOfSecondDerivative() {
        for (int k = 0; k < variables().size(); k++) {
            check("hessian of " + variables().get(k), at(points()).hessian(variables().get(k)),
                    exact().secondDerivative(k), HESSIAN_ULPS, true);
        }
    }

    @Test
    void extendedVersionsShouldHaveTwiceTheDigits() {
        double[] ones = new double[points().length];
        Arrays.fill(ones, 1);
        check("extended value", at(points()).extendedValue(), exact());
        for (int k = 0; k < variables().size(); k++) {
            check("extended gradient", at(points()).extendedGradient(variables().get(k), ones), exact().derivative(k));
        }
    }

    @Test
    void nanShouldGiveNaN() {
        double[] usual = draw(new SplittableRandom(2));
        for (int k = 0; k < usual.length; k++) {
            double[] point = usual.clone();
            point[k] = Double.NaN;
            assertThat(value(point)).isNaN();
        }
    }

    private void check(String quantity, double[] actual, ExactFunction exact, double ulps, boolean isDerivative) {
        MathContext math = new MathContext(digits());
        double[][] points = points();
        for (int i = 0; i < points.length; i++) {
            BigDecimal[] x = exactly(points[i]);
            BigDecimal expected = exact.at(math, x);
            double nearest = expected.doubleValue();
            if (Double.isInfinite(nearest)) {
                assertThat(actual[i]).as("%s at %s", quantity, Arrays.toString(points[i])).isEqualTo(nearest);
                continue;
            }
            double unit = Math.ulp(isDerivative ? Math.max(Math.abs(nearest), least()) : nearest);
            double condition = isDerivative && nearest != 0
                    ? exact.sensitivity(math, x).divide(expected.abs(), MathContext.DECIMAL64).doubleValue()
                    : 0;
            double error = new BigDecimal(actual[i]).subtract(expected).abs().doubleValue() / unit;
            assertThat(error).as("%s at %s: is %s, exactly %s", quantity, Arrays.toString(points[i]), actual[i],
                    expected.round(MathContext.DECIMAL64)).isLessThanOrEqualTo(ulps * Math.max(1, condition));
        }
    }

    private void check(String quantity, ScaledDoubleDouble[] actual, ExactFunction exact) {
        MathContext math = new MathContext(digits());
        double[][] points = points();
        for (int i = 0; i < points.length; i++) {
            BigDecimal[] x = exactly(points[i]);
            BigDecimal expected = exact.at(math, x);
            BigDecimal tolerance = expected.abs().add(exact.sensitivity(math, x)).movePointLeft(EXTENDED_DIGITS);
            assertThat(exactly(actual[i]).subtract(expected).abs())
                    .as("%s at %s", quantity, Arrays.toString(points[i])).isLessThanOrEqualTo(tolerance);
        }
    }

    private static BigDecimal[] exactly(double[] point) {
        return IntStream.range(0, point.length).mapToObj(k -> new BigDecimal(point[k])).toArray(BigDecimal[]::new);
    }

    private static BigDecimal exactly(ScaledDoubleDouble number) {
        BigDecimal significand = new BigDecimal(number.significand().hi())
                .add(new BigDecimal(number.significand().lo()));
        BigDecimal power = BigDecimal.TWO.pow(Math.abs(number.exponent()));
        return number.exponent() >= 0
                ? significand.multiply(power)
                : significand.divide(power, new MathContext(60));
    }
}
