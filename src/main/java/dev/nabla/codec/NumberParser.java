package dev.nabla.codec;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Numbers: finds the digits and the exponent of a text, then rounds them once, to a double or to a float. */
final class NumberParser {

    /** A longer text is left to the careful parser; no common number comes near. */
    private static final int WINDOW = 64;

    /** So many decimal digits fit 64 bits, whatever they are. */
    private static final int DIGITS_OF_A_LONG = 19;

    private final JsonInput input;
    private final CarefulNumberParser careful;

    private boolean negative;
    private long significand;
    private int exponent;
    private @Nullable String text;

    NumberParser(JsonScanner scanner) {
        this.input = scanner.input;
        this.careful = new CarefulNumberParser(scanner);
    }

    /** Reads a number, of which the first byte was seen. */
    void parse() throws IOException {
        input.require(WINDOW);
        text = null;
        int end = parseCommon(input.bytes, input.position, input.limit);
        if (end < 0) {
            text = careful.parse();
        } else {
            input.position = end;
        }
    }

    /** Where the number ends, or -1 if it is long, cut off by the end of the buffer, or no number at all. */
    private int parseCommon(byte[] bytes, int from, int limit) {
        negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        int at = start;
        long value = 0;
        while (at < limit && isDigit(bytes[at])) {
            value = 10 * value + (bytes[at++] - '0');
        }
        int count = at - start;
        if (count == 0 || (count > 1 && bytes[start] == '0')) {
            return -1;
        }
        int decimals = 0;
        if (at < limit && bytes[at] == '.') {
            start = ++at;
            while (at < limit && isDigit(bytes[at])) {
                value = 10 * value + (bytes[at++] - '0');
            }
            decimals = at - start;
            if (decimals == 0) {
                return -1;
            }
        }
        significand = value;
        exponent = -decimals;
        if (at < limit && (bytes[at] | 0x20) == 'e') {
            at = exponent(bytes, at + 1, limit);
        }
        boolean whole = at < limit || input.ended();
        return whole && count + decimals <= DIGITS_OF_A_LONG ? at : -1;
    }

    private int exponent(byte[] bytes, int from, int limit) {
        boolean down = from < limit && bytes[from] == '-';
        boolean signed = down || (from < limit && bytes[from] == '+');
        int start = signed ? from + 1 : from;
        int at = start;
        int value = 0;
        while (at < limit && at < start + 5 && isDigit(bytes[at])) {
            value = 10 * value + (bytes[at] - '0');
            at++;
        }
        exponent += down ? -value : value;
        return at == start || at == start + 5 ? -1 : at;
    }

    static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The double nearest to the number just read. */
    double toDouble() {
        if (text != null) {
            return Double.parseDouble(text);
        }
        double size = DecimalRounding.nearestDouble(significand, exponent);
        if (Double.isNaN(size)) {
            return Double.parseDouble(text());
        }
        return negative ? -size : size;
    }

    /** The float nearest to the number just read. */
    float toFloat() {
        double wide = toDouble();
        return Float32Rounding.isMidpoint(wide) ? Float.parseFloat(text()) : (float) wide;
    }

    private String text() {
        return text != null ? text : (negative ? "-" : "") + Long.toUnsignedString(significand) + "e" + exponent;
    }
}
