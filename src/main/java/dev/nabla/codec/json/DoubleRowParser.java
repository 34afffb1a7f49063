package dev.nabla.codec.json;

import dev.nabla.codec.decimal.DecimalRounding;
import dev.nabla.codec.decimal.Float32Rounding;
import dev.nabla.codec.decimal.SwarDigits;

/**
 * Parses rows of doubles. Numbers with few digits are parsed by one exact division. Numbers that may be subject to double
 * rounding in float32 are left to the general parser.
 */
final class DoubleRowParser extends RowParser<double[]> {

    /** The number of decimals read: of a short number, or the maximum. */
    private static final int FEW_DECIMALS = 6;
    private static final int DECIMALS = 18;
    private static final int TAIL = 4;
    private static final long FOUR_DIGITS = 10_000;

    DoubleRowParser(NumberParser numbers) {
        super(numbers);
    }

    @Override
    boolean take(double[] into, int place) {
        double value = numbers.commonDouble();
        into[place] = value;
        return Double.isFinite(value) && !Float32Rounding.isMidpoint(value);
    }

    @Override
    int readCommon(int from, double[] into, int first, int to) {
        byte[] bytes = input.bytes;
        int count = first;
        int end = from - 1;
        int behind = input.position;
        long after = SwarDigits.get(bytes, from) << 8;
        while (count < to) {
            int gap = isSpace(after >>> 8) ? 2 : 1;
            long letter = after >>> (8 * gap);
            int plus = isDigit(letter);
            if (isNoSign(letter, plus)) {
                break;
            }
            int start = end + gap + 1 - plus;
            long head = SwarDigits.fractionFromAscii(SwarDigits.get(bytes, start));
            long headEnd = SwarDigits.endOfFraction(head);
            int length = SwarDigits.count(headEnd);
            if (length < 3) {
                break;
            }
            long significand = SwarDigits.numberOfFraction(SwarDigits.before(headEnd, head));
            int exponent = -FEW_DECIMALS;
            end = start + length;
            if (length == 8) {
                long middle = SwarDigits.fromAscii(SwarDigits.get(bytes, start + 8));
                long middleEnd = SwarDigits.endOfDigits(middle);
                long more = SwarDigits.count(middleEnd);
                long tail = SwarDigits.fromAscii(SwarDigits.get(bytes, start + 16));
                long tailEnd = SwarDigits.endOfDigits(tail);
                long goesOn = -(more >>> 3);
                long last = SwarDigits.count(tailEnd) & goesOn;
                if (last > TAIL) {
                    break;
                }
                significand = significand * EIGHT_DIGITS + SwarDigits.number(SwarDigits.before(middleEnd, middle));
                significand = significand * FOUR_DIGITS
                        + SwarDigits.number((SwarDigits.before(tailEnd, tail) & goesOn) << (8 * TAIL));
                exponent = -DECIMALS;
                end += (int) (more + last);
            }
            after = SwarDigits.get(bytes, end);
            if (isSmall(after)) {
                int two = isDigit(after >>> 24);
                int down = exponent(after, two);
                if (down == NO_EXPONENT) {
                    break;
                }
                exponent -= down;
                end += 3 + two;
                after >>>= 24 + 8 * two;
            }
            double size = DecimalRounding.nearestDouble(significand, exponent);
            boolean isLast = (after & 0xFF) != ',';
            if (Double.isNaN(size) || Float32Rounding.isMidpoint(size) || (isLast && (after & 0xFF) != ']')) {
                break;
            }
            into[count++] = Double.longBitsToDouble(Double.doubleToRawLongBits(size) | ((long) (1 - plus) << 63));
            behind = end;
            if (isLast) {
                break;
            }
        }
        input.position = behind;
        return count;
    }
}
