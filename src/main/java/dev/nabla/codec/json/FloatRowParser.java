package dev.nabla.codec.json;

import dev.nabla.codec.decimal.SwarDigits;

/** Parses rows of floats: an exact significand times a rounded power of ten, unless that is near the midpoint of two floats. */
final class FloatRowParser extends RowParser<float[]> {

    /** The number of decimals read. */
    private static final int DECIMALS = 14;

    /** The powers {@code 10^-i}: first negated, for negative numbers, then, from index {@link #PLUS}, positive. */
    private static final double[] POWERS_OF_TEN = new double[128];
    private static final int PLUS = 64;

    /** Down to {@code 10^-23}, a number with {@link #DECIMALS} decimals is zero or a normal float. */
    private static final int SMALLEST = 23;

    /**
     * The bits of a double below the precision of a float; their value at the midpoint of two floats; and a bound, in units of
     * the last of them, for the error of the product of an exact significand and a rounded power of ten.
     */
    private static final int BELOW_FLOAT = (1 << 29) - 1;
    private static final int HALF = 1 << 28;
    private static final int ERROR = 4;

    static {
        for (int i = 0; i < PLUS; i++) {
            double power = Double.parseDouble("1e-" + i);
            POWERS_OF_TEN[i] = -power;
            POWERS_OF_TEN[PLUS + i] = power;
        }
    }

    FloatRowParser(NumberParser numbers) {
        super(numbers);
    }

    @Override
    boolean take(float[] into, int place) {
        float value = numbers.commonFloat();
        into[place] = value;
        return Float.isFinite(value);
    }

    @Override
    int readCommon(int from, float[] into, int first, int to) {
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
            long tail = SwarDigits.fromAscii(SwarDigits.get(bytes, start + 8));
            long tailEnd = SwarDigits.endOfDigits(tail);
            long goesOn = -(length >>> 3);
            long upper = SwarDigits.numberOfFraction(SwarDigits.before(headEnd, head));
            long significand = upper * EIGHT_DIGITS + SwarDigits.number(SwarDigits.before(tailEnd, tail) & goesOn);
            end = start + length + (int) (SwarDigits.count(tailEnd) & goesOn);
            after = SwarDigits.get(bytes, end);
            int power = PLUS * plus + DECIMALS;
            if (isSmall(after)) {
                int two = isDigit(after >>> 24);
                int down = exponent(after, two);
                if (down > SMALLEST) {
                    break;
                }
                power += down;
                end += 3 + two;
                after >>>= 24 + 8 * two;
            }
            double wide = significand * POWERS_OF_TEN[power];
            int fromHalf = ((int) Double.doubleToRawLongBits(wide) & BELOW_FLOAT) - HALF;
            boolean isLast = (after & 0xFF) != ',';
            if (Integer.compareUnsigned(fromHalf + ERROR, 2 * ERROR) < 0 || (isLast && (after & 0xFF) != ']')) {
                break;
            }
            into[count++] = (float) wide;
            behind = end;
            if (isLast) {
                break;
            }
        }
        input.position = behind;
        return count;
    }
}
