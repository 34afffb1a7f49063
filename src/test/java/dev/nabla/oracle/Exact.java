package dev.nabla.oracle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;

/**
 * A number that an answer is compared with.
 *
 * @param value the number
 * @param size the sum of the sizes of the terms that it is the sum of: more than its own where they cancel
 * @param grain what numbers that may underflow have been multiplied by on the way to it
 */
public record Exact(BigDecimal value, BigDecimal size, BigDecimal grain) {

    static final Exact ZERO = new Exact(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int AGREEING_DIGITS = 25;
    private static final int KEPT_DIGITS = 40;
    private static final BigDecimal NEGLIGIBLE = BigDecimal.ONE.movePointLeft(350);
    private static final BigDecimal SMALLEST = new BigDecimal(Double.MIN_VALUE);
    private static final MathContext CONTEXT = new MathContext(45);
    private static final BigDecimal EPSILON = new BigDecimal(Math.ulp(1.0));

    /** A sum of terms, and what was multiplied by on the way to them. */
    public static Exact sum(Collection<BigDecimal> terms, BigDecimal grain) {
        return new Exact(terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add).round(CONTEXT),
                terms.stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add).round(CONTEXT),
                grain.abs());
    }

    /** This as the sum of terms of such a size at least. */
    Exact ofSize(BigDecimal least) {
        return new Exact(value, size.max(least), grain);
    }

    Exact plus(Exact other) {
        return new Exact(value.add(other.value, CONTEXT), size.add(other.size, CONTEXT),
                grain.add(other.grain, CONTEXT));
    }

    Exact times(BigDecimal factor) {
        return new Exact(value.multiply(factor, CONTEXT), size.multiply(factor.abs(), CONTEXT),
                grain.multiply(factor.abs(), CONTEXT));
    }

    Exact dividedBy(BigDecimal divisor) {
        return new Exact(value.divide(divisor, CONTEXT), size.divide(divisor.abs(), CONTEXT),
                grain.divide(divisor.abs(), CONTEXT));
    }

    /**
     * Whether the number is more than what is left of terms that cancel. Differences with a step that suits the largest of
     * very different numbers may not see anything of a derivative.
     */
    public boolean hasDigits() {
        return value.abs().compareTo(size.movePointLeft(KEPT_DIGITS)) > 0;
    }

    boolean agreesWith(Exact other) {
        return isNegligible(value.subtract(other.value));
    }

    /** Whether an error is of no account beside the size of the terms. */
    boolean isNegligible(BigDecimal error) {
        return error.abs().compareTo(size.movePointLeft(AGREEING_DIGITS).max(NEGLIGIBLE)) <= 0;
    }

    /** How far an answer is from the number, in ulps of it times its condition number. */
    public double ulps(double actual) {
        double distance = Ulps.distance(actual, value);
        if (distance == 0 || !Double.isFinite(actual)) {
            return distance;
        }
        return Ulps.inUnits(actual, value, unit());
    }

    /** An ulp of the value times its condition number; at least the smallest number, times the grain. */
    private BigDecimal unit() {
        double nearest = Math.abs(value.doubleValue());
        BigDecimal relative = nearest >= Double.MIN_NORMAL && nearest <= Double.MAX_VALUE
                ? new BigDecimal(Math.ulp(nearest)).multiply(size).divide(value.abs(), CONTEXT)
                : size.multiply(EPSILON);
        return relative.max(SMALLEST).max(SMALLEST.multiply(grain));
    }

    /** Whether an answer in float32 is the nearest, or would be if the number were a few ulps of float64 away. */
    public boolean roundsTo(float actual, double ulps) {
        BigDecimal tolerance = unit().multiply(new BigDecimal(ulps));
        return value.subtract(tolerance).floatValue() <= actual && actual <= value.add(tolerance).floatValue();
    }
}
