package dev.nabla.web.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a plot: numbers and where they are drawn.
 *
 * @param lower the number at one end
 * @param upper the number at the other, which is larger
 * @param start the coordinate of {@code lower}
 * @param end the coordinate of {@code upper}
 */
record PlotAxis(double lower, double upper, int start, int end) {

    private static final int MOST_TICKS = 9;

    double at(double number) {
        return start + (number - lower) / (upper - lower) * (end - start);
    }

    boolean contains(double number) {
        return number >= lower && number <= upper;
    }

    /** Round numbers along the axis. */
    List<Double> ticks() {
        BigDecimal step = step();
        List<Double> ticks = new ArrayList<>();
        for (BigDecimal tick = new BigDecimal(Math.ceil(lower / step.doubleValue())).multiply(step); tick
                .doubleValue() <= upper; tick = tick.add(step)) {
            ticks.add(tick.doubleValue());
        }
        return ticks;
    }

    /** 1, 2 or 5 times a power of ten, the smallest that makes few enough ticks. */
    private BigDecimal step() {
        BigDecimal least = new BigDecimal(upper - lower).divide(new BigDecimal(MOST_TICKS), MathContext.DECIMAL64);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(least.precision() - least.scale() - 1);
        for (int factor : new int[]{1, 2, 5}) {
            BigDecimal step = power.multiply(new BigDecimal(factor));
            if (step.compareTo(least) >= 0) {
                return step;
            }
        }
        return power.scaleByPowerOfTen(1);
    }

    /** A number as people write it: 0.25, 1000, 1e-9. */
    static String label(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return decimal.toPlainString().replace('-', '−');
        }
        BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString().replace('-', '−') + "e" + exponent;
    }
}
