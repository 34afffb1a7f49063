package dev.nabla.codec.json;

import dev.nabla.codec.decimal.DecimalLayout;
import dev.nabla.codec.decimal.FastDoubleFormatter;
import dev.nabla.codec.decimal.FastFloatFormatter;
import dev.nabla.codec.decimal.ShortestDecimal;

/**
 * Writes numbers with the fewest digits that parse back to the same number, always with a decimal point, in the layout of
 * {@link Double#toString(double)} and {@link Float#toString(float)}.
 */
final class NumberWriter {

    /** The maximum number of bytes written for a number and its comma, including those beyond their end. */
    static final int MAX_LENGTH = 32;

    private static final byte[] NAN = DecimalLayout.ascii("\"NaN\",-");
    private static final byte[] INFINITY = DecimalLayout.ascii("\"Infinity\",-");
    private static final byte[] MINUS_INFINITY = DecimalLayout.ascii("\"-Infinity\",-");
    private static final byte[] ZERO = DecimalLayout.ascii("0.0,-");

    private static final long SEVENTEEN_DIGITS = 10_000_000_000_000_000L;

    private final ShortestDecimal decimal = new ShortestDecimal();

    /** Writes a number and returns its end. */
    int write(double value, byte[] into, int position) {
        into[position] = '-';
        return next(value, into, position) - 1;
    }

    /** Writes numbers, each followed by a comma, and returns the position after the last comma. */
    int write(double[] values, int from, int to, byte[] into, int position) {
        into[position] = '-';
        int end = position;
        for (int i = from; i < to; i++) {
            end = next(values[i], into, end);
        }
        return end;
    }

    /** Writes numbers, each followed by a comma, and returns the position after the last comma. */
    int write(float[] values, int from, int to, byte[] into, int position) {
        into[position] = '-';
        int end = position;
        for (int i = from; i < to; i++) {
            end = next(values[i], into, end);
        }
        return end;
    }

    /** Writes a number at a position that already has a minus sign, then a comma, and a minus sign for the next number. */
    private int next(double value, byte[] into, int position) {
        int start = position + (int) (Double.doubleToRawLongBits(value) >>> 63);
        int end = FastDoubleFormatter.write(value, into, start);
        return end < 0 ? rare(value, into, position, start) : end;
    }

    private int next(float value, byte[] into, int position) {
        int start = position + (Float.floatToRawIntBits(value) >>> 31);
        int end = FastFloatFormatter.write(value, into, start);
        return end < 0 ? rare(value, into, position, start) : end;
    }

    private int rare(double value, byte[] into, int position, int start) {
        if (!Double.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        if (value == 0) {
            return copy(ZERO, into, start);
        }
        decimal.find(Math.abs(value));
        long digits = decimal.digits();
        int unit = decimal.exponent() + 1;
        while (digits < SEVENTEEN_DIGITS) {
            digits *= 10;
            unit--;
        }
        return DecimalLayout.write17(into, start, digits / 10, digits % 10, unit);
    }

    private int rare(float value, byte[] into, int position, int start) {
        if (!Float.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        if (value == 0) {
            return copy(ZERO, into, start);
        }
        decimal.find(Math.abs(value));
        return DecimalLayout.write9(into, start, decimal.digits() / 10, decimal.digits() % 10, decimal.exponent() + 1);
    }

    private static int nonFinite(double value, byte[] into, int position) {
        return copy(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : MINUS_INFINITY, into, position);
    }

    private static int copy(byte[] text, byte[] into, int position) {
        System.arraycopy(text, 0, into, position, text.length);
        return position + text.length - 1;
    }
}
