package dev.nabla.codec.json;

import java.io.IOException;

/**
 * Parses numbers of any length, byte by byte and in bounded memory, and reports syntax errors.
 *
 * <p>The midpoint of two doubles has at most 768 significant digits. Beyond {@link #DIGITS}, it only matters whether any digit is
 * not zero, which a final 1 represents.
 */
final class FallbackNumberParser {

    private static final int DIGITS = 800;

    /** With exponents beyond ±5000, 800 digits are infinite or zero. */
    private static final int LARGEST_EXPONENT = 5000;

    /** No document has enough digits to compensate this exponent. */
    private static final long HUGE = 1L << 50;

    private final JsonScanner scanner;
    private final JsonInput input;
    private final StringBuilder text = new StringBuilder();
    private int kept;
    private boolean droppedNonZero;
    private long exponent;

    FallbackNumberParser(JsonScanner scanner) {
        this.scanner = scanner;
        this.input = scanner.input;
    }

    /** Reads a number and returns a text of bounded length that rounds to the same value. */
    String parse() throws IOException {
        text.setLength(0);
        kept = 0;
        droppedNonZero = false;
        exponent = 0;
        if (skip('-')) {
            text.append('-');
        }
        wholePart();
        if (skip('.')) {
            digits("a decimal point must be followed by a digit", true);
        }
        if (skip('e') || skip('E')) {
            exponent();
        }
        return summary();
    }

    private void wholePart() throws IOException {
        if (input.peek() == 'I') {
            throw scanner.malformed("-Infinity without quotes is not JSON; write the string \"-Infinity\"");
        }
        boolean zero = input.peek() == '0';
        if (digits("a minus sign must be followed by a digit", false) > 1 && zero) {
            throw scanner.malformed("a number must not have leading zeros");
        }
    }

    private long digits(String error, boolean fraction) throws IOException {
        long count = 0;
        for (int next = input.peek(); NumberParser.isDigit(next); next = input.peek()) {
            input.position++;
            keep((char) next);
            count++;
        }
        exponent -= fraction ? count : 0;
        if (count == 0) {
            throw scanner.malformed(error + ", found " + JsonScanner.describe(input.peek()));
        }
        return count;
    }

    private void keep(char digit) {
        if (kept == 0 && digit == '0') {
            return;
        }
        if (kept < DIGITS) {
            text.append(digit);
            kept++;
        } else {
            exponent++;
            droppedNonZero |= digit != '0';
        }
    }

    private void exponent() throws IOException {
        boolean isNegative = skip('-');
        if (!isNegative) {
            skip('+');
        }
        if (!NumberParser.isDigit(input.peek())) {
            throw scanner.malformed(
                    "an exponent must have a digit, found " + JsonScanner.describe(input.peek()));
        }
        long value = 0;
        while (NumberParser.isDigit(input.peek())) {
            value = Math.min(10 * value + input.next() - '0', HUGE);
        }
        exponent += isNegative ? -value : value;
    }

    private String summary() {
        if (kept == 0) {
            text.append('0');
        }
        if (droppedNonZero) {
            text.append('1');
            exponent--;
        }
        return text.append('e').append(Math.clamp(exponent, -LARGEST_EXPONENT, LARGEST_EXPONENT)).toString();
    }

    private boolean skip(char character) throws IOException {
        if (input.peek() != character) {
            return false;
        }
        input.position++;
        return true;
    }
}
