package dev.nabla.codec.json;

import dev.nabla.codec.decimal.DecimalRounding;
import dev.nabla.codec.decimal.Float32Rounding;
import dev.nabla.codec.decimal.SwarDigits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parses numbers: reads the digits and the exponent, then rounds once, to double or to float. */
final class NumberParser {

    /** Longer texts are left to the fallback parser; common numbers are much shorter. */
    private static final int WINDOW = 64;

    /** The number of decimal digits that always fit 64 bits. */
    private static final int DIGITS_OF_A_LONG = 19;

    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    final JsonInput input;
    private final FallbackNumberParser fallback;

    private int minus;
    private long significand;
    private int exponent;
    private @Nullable String text;

    NumberParser(JsonScanner scanner) {
        this.input = scanner.input;
        this.fallback = new FallbackNumberParser(scanner);
    }

    /** Reads a number, given that its first byte starts one. */
    void parse() throws IOException {
        input.require(WINDOW);
        text = null;
        int end = parseCommon(input.bytes, input.position);
        if (end < 0) {
            text = fallback.parse();
        } else {
            input.position = end;
        }
    }

    /** The double nearest to the number, or NaN if the fast algorithm cannot determine it. */
    double commonDouble() {
        double size = DecimalRounding.nearestDouble(significand, exponent);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(size) | ((long) minus << 63));
    }

    float commonFloat() {
        double wide = commonDouble();
        return Float32Rounding.isMidpoint(wide) ? Float.NaN : (float) wide;
    }

    /** Parses a number and returns its end, or -1 if it is long, truncated by the end of the buffer, or not a number. */
    int parseCommon(byte[] bytes, int from) {
        // Signs are random, and a branch would be mispredicted.
        minus = (((bytes[from] & 0xFF) ^ '-') - 1) >>> 31;
        int start = from + minus;
        int at = wholePart(bytes, start);
        int count = at - start;
        if (count == 0 || (count > 1 && bytes[start] == '0')) {
            return -1;
        }
        int decimals = 0;
        if (bytes[at] == '.') {
            int point = at;
            at = digits(bytes, point + 1, significand);
            decimals = at - point - 1;
            if (decimals == 0) {
                return -1;
            }
        }
        exponent = -decimals;
        if ((bytes[at] | 0x20) == 'e') {
            at = exponent(bytes, at + 1);
        }
        boolean whole = at < input.limit || input.ended();
        return whole && count + decimals <= DIGITS_OF_A_LONG ? at : -1;
    }

    private int wholePart(byte[] bytes, int from) {
        if (!isDigit(bytes[from]) || isDigit(bytes[from + 1])) {
            return digits(bytes, from, 0);
        }
        significand = (long) bytes[from] - '0';
        return from + 1;
    }

    /**
     * Appends digits to those of {@code value}, stores the result in the significand, and returns the end of the digits. The
     * second eight digits are read unconditionally: lengths are random, and a branch would be mispredicted.
     */
    private int digits(byte[] bytes, int from, long value) {
        long digits = SwarDigits.fromAscii(SwarDigits.get(bytes, from));
        int count = SwarDigits.countDigits(digits);
        long following = SwarDigits.fromAscii(SwarDigits.get(bytes, from + Long.BYTES));
        int more = (count / Long.BYTES) * SwarDigits.countDigits(following);
        long number = value * POWERS_OF_TEN[count] + SwarDigits.number(digits, count);
        number = number * POWERS_OF_TEN[more] + SwarDigits.number(following, more);
        int at = from + count + more;
        while (more == Long.BYTES) {
            digits = SwarDigits.fromAscii(SwarDigits.get(bytes, at));
            more = SwarDigits.countDigits(digits);
            number = number * POWERS_OF_TEN[more] + SwarDigits.number(digits, more);
            at += more;
        }
        significand = number;
        return at;
    }

    private int exponent(byte[] bytes, int from) {
        boolean down = bytes[from] == '-';
        int start = down || bytes[from] == '+' ? from + 1 : from;
        int at = start;
        int value = 0;
        while (at < start + 5 && isDigit(bytes[at])) {
            value = 10 * value + (bytes[at] - '0');
            at++;
        }
        exponent += down ? -value : value;
        return at == start || at == start + 5 ? -1 : at;
    }

    static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The double nearest to the number just parsed. */
    double toDouble() {
        if (text != null) {
            return Double.parseDouble(text);
        }
        double value = commonDouble();
        return Double.isNaN(value) ? Double.parseDouble(text()) : value;
    }

    /** The float nearest to the number just parsed. */
    float toFloat() {
        double wide = toDouble();
        return Float32Rounding.isMidpoint(wide) ? Float.parseFloat(text()) : (float) wide;
    }

    private String text() {
        return text != null ? text : (minus == 1 ? "-" : "") + Long.toUnsignedString(significand) + "e" + exponent;
    }
}
