package dev.nabla.web.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot: a range of numbers and the coordinates where they are drawn.
 *
 * @param lower the number at one end
 * @param upper the number at the other, which is larger
 * @param start the coordinate of {@code lower}, in pixels
 * @param end the coordinate of {@code upper}, in pixels
 */
record PlotAxis(double lower, double upper, int start, int end) {

    /** The maximum number of steps between ticks. */
    private static final int MAX_STEPS = 9;

    private static final char MINUS = '−';

    /** The coordinate where a number is drawn, in pixels. */
    double coordinate(double number) {
        return start + (number - lower) / (upper - lower) * (end - start);
    }

    boolean contains(double number) {
        return number >= lower && number <= upper;
    }

    /** Round numbers along the axis: multiples of a step that is 1, 2 or 5 times a power of ten. None if it is subnormal. */
    List<Double> ticks() {
        BigDecimal step = step();
        List<Double> ticks = new ArrayList<>();
        if (step.doubleValue() < Double.MIN_NORMAL) {
            return ticks;
        }
        BigDecimal tick = new BigDecimal(Math.ceil(lower / step.doubleValue())).multiply(step);
        while (tick.doubleValue() <= upper) {
            ticks.add(tick.doubleValue());
            tick = tick.add(step);
        }
        return ticks;
    }

    /** The smallest step that makes at most {@link #MAX_STEPS}. */
    private BigDecimal step() {
        BigDecimal minimum = new BigDecimal(upper - lower).divide(new BigDecimal(MAX_STEPS), MathContext.DECIMAL64);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(exponent(minimum));
        for (int factor : new int[]{1, 2, 5}) {
            BigDecimal step = power.multiply(new BigDecimal(factor));
            if (step.compareTo(minimum) >= 0) {
                return step;
            }
        }
        return power.scaleByPowerOfTen(1);
    }

    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale() - 1;
    }

    /** The label of a number: 0.25, 1000, −3, 1e-9. */
    static String label(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = exponent(decimal);
        if (exponent >= -4 && exponent < 6) {
            return decimal.toPlainString().replace('-', MINUS);
        }
        BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString().replace('-', MINUS) + "e" + exponent;
    }

    /** A coordinate as SVG writes it, to a tenth of a pixel. */
    static String pixels(double coordinate) {
        String text = String.format(Locale.ROOT, "%.1f", coordinate);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
