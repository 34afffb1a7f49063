package dev.nabla.oracle;

import java.math.BigDecimal;
import java.math.MathContext;

/** Distances between computed float64 numbers and exact ones, in units in the last place. */
public final class Ulps {

    private static final BigDecimal TWO_TO_1024 = BigDecimal.TWO.pow(1024);

    private Ulps() {}

    /**
     * |actual − exact| in ulps of the float64 nearest to {@code exact}: 0.5 or less for a correctly rounded answer.
     *
     * <p>
     * Below the normal range the ulp is the smallest subnormal. An infinity counts as ±2<sup>1024</sup>, and is right
     * where rounding overflows; NaN is infinitely far from everything.
     */
    public static double distance(double actual, BigDecimal exact) {
        if (Double.isNaN(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        double nearest = exact.doubleValue();
        if (actual == nearest && Double.isInfinite(nearest)) {
            return 0.0;
        }
        double ulp = Math.ulp(Math.clamp(nearest, -Double.MAX_VALUE, Double.MAX_VALUE));
        return inUnits(actual, exact, new BigDecimal(ulp));
    }

    /** |actual − exact| in any unit; {@code actual} is not NaN. */
    static double inUnits(double actual, BigDecimal exact, BigDecimal unit) {
        return extended(actual).subtract(exact).abs().divide(unit, MathContext.DECIMAL64).doubleValue();
    }

    private static BigDecimal extended(double x) {
        return Double.isInfinite(x) ? TWO_TO_1024.multiply(BigDecimal.valueOf(Math.signum(x))) : new BigDecimal(x);
    }
}
