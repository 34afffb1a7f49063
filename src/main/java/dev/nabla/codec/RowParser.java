package dev.nabla.codec;

/**
 * Reads numbers that follow one another in the buffer, with a comma and at most one space between two of them, up to the
 * first that needs a closer look. Stops behind the last number it took.
 *
 * <p>Most numbers are of one form, {@code -1.25} or {@code -1.25E-7}: one digit, the point and some more digits, which are
 * read eight at a time. How many digits there are and which sign is as good as random, and a branch on it would be
 * mispredicted; so the digits are filled up with zeros to a number of them that is always the same.
 */
final class RowParser {

    /** How many digits behind the point are read: the few of a brief double, those of a float, and those of a double. */
    private static final int FEW_DECIMALS = 6;
    private static final int FLOAT_DECIMALS = 14;
    private static final int DOUBLE_DECIMALS = 18;
    private static final int TAIL_OF_DOUBLE = 4;

    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long FOUR_DIGITS = 10_000;

    /** The powers {@code 10^-i}: first their opposites, which negative numbers are multiplied by. */
    private static final double[] POWERS_OF_TEN = new double[128];
    private static final int PLUS = 64;

    /** Down to {@code 10^-23} a number of so many decimals as a float has here is zero or a normal float. */
    private static final int SMALLEST_FLOAT = 23;

    /** What stands for an exponent that is none. */
    private static final int NONE = 100;

    /**
     * The bits of a double that a float has no place for; what they are half-way between two floats; and more than the
     * product of an exact significand and a rounded power of ten may be wrong by, in the last of them.
     */
    private static final int BELOW_FLOAT = (1 << 29) - 1;
    private static final int HALF = 1 << 28;
    private static final int ERROR = 4;

    /** So many numbers are read in the general way before another look for the common form. */
    private static final int OTHERS = 16;

    static {
        for (int i = 0; i < PLUS; i++) {
            double power = Double.parseDouble("1e-" + i);
            POWERS_OF_TEN[i] = -power;
            POWERS_OF_TEN[PLUS + i] = power;
        }
    }

    private final NumberParser numbers;
    private final JsonInput input;

    RowParser(NumberParser numbers) {
        this.numbers = numbers;
        this.input = numbers.input;
    }

    /** Answers the position behind the last element. */
    int readFloats(float[] into, int from, int to) {
        byte[] bytes = input.bytes;
        int count = from;
        int at = input.position;
        while (count < to) {
            int common = commonFloats(at, into, count, to);
            if (common > count) {
                count = common;
                int end = input.position;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
            for (int i = 0; i < OTHERS; i++) {
                int end = numbers.parseCommon(bytes, at);
                if (end < 0) {
                    return count;
                }
                float value = numbers.commonFloat();
                if (!Float.isFinite(value)) {
                    return count;
                }
                into[count++] = value;
                input.position = end;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
        }
        return count;
    }

    /** As {@link #readFloats}; doubles whose texts may belong to another float than they do are left alone. */
    int readDoubles(double[] into, int from, int to) {
        byte[] bytes = input.bytes;
        int count = from;
        int at = input.position;
        while (count < to) {
            int common = commonDoubles(at, into, count, to);
            if (common > count) {
                count = common;
                int end = input.position;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
            for (int i = 0; i < OTHERS; i++) {
                int end = numbers.parseCommon(bytes, at);
                if (end < 0) {
                    return count;
                }
                double value = numbers.commonDouble();
                if (!Double.isFinite(value) || Float32Rounding.isMidpoint(value)) {
                    return count;
                }
                into[count++] = value;
                input.position = end;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
        }
        return count;
    }

    private static int next(byte[] bytes, int comma) {
        return bytes[comma + 1] == ' ' ? comma + 2 : comma + 1;
    }

    /** Reads numbers of the common form and answers how many there are now. */
    private int commonFloats(int from, float[] into, int first, int to) {
        byte[] bytes = input.bytes;
        int count = first;
        int end = from - 1;
        int behind = input.position;
        long after = Words.get(bytes, from) << 8;
        while (count < to) {
            int gap = isSpace(after >>> 8) ? 2 : 1;
            long letter = after >>> (8 * gap);
            int plus = isDigit(letter);
            if (isNoSign(letter, plus)) {
                break;
            }
            int start = end + gap + 1 - plus;
            long head = Words.fractionFromAscii(Words.get(bytes, start));
            long headEnd = Words.endOfFraction(head);
            int length = Words.count(headEnd);
            if (length < 3) {
                break;
            }
            long tail = Words.fromAscii(Words.get(bytes, start + 8));
            long tailEnd = Words.endOfDigits(tail);
            long goesOn = -(length >>> 3);
            long upper = Words.numberOfFraction(Words.before(headEnd, head));
            long significand = upper * EIGHT_DIGITS + Words.number(Words.before(tailEnd, tail) & goesOn);
            end = start + length + (int) (Words.count(tailEnd) & goesOn);
            after = Words.get(bytes, end);
            int power = PLUS * plus + FLOAT_DECIMALS;
            if (isSmall(after)) {
                int two = isDigit(after >>> 24);
                int down = exponent(after, two);
                if (down > SMALLEST_FLOAT) {
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

    /** As {@link #commonFloats}; the few digits that a brief number has leave it an exact quotient. */
    private int commonDoubles(int from, double[] into, int first, int to) {
        byte[] bytes = input.bytes;
        int count = first;
        int end = from - 1;
        int behind = input.position;
        long after = Words.get(bytes, from) << 8;
        while (count < to) {
            int gap = isSpace(after >>> 8) ? 2 : 1;
            long letter = after >>> (8 * gap);
            int plus = isDigit(letter);
            if (isNoSign(letter, plus)) {
                break;
            }
            int start = end + gap + 1 - plus;
            long head = Words.fractionFromAscii(Words.get(bytes, start));
            long headEnd = Words.endOfFraction(head);
            int length = Words.count(headEnd);
            if (length < 3) {
                break;
            }
            long significand = Words.numberOfFraction(Words.before(headEnd, head));
            int exponent = -FEW_DECIMALS;
            end = start + length;
            if (length == 8) {
                long middle = Words.fromAscii(Words.get(bytes, start + 8));
                long middleEnd = Words.endOfDigits(middle);
                long more = Words.count(middleEnd);
                long tail = Words.fromAscii(Words.get(bytes, start + 16));
                long tailEnd = Words.endOfDigits(tail);
                long goesOn = -(more >>> 3);
                long last = Words.count(tailEnd) & goesOn;
                if (last > TAIL_OF_DOUBLE) {
                    break;
                }
                significand = significand * EIGHT_DIGITS + Words.number(Words.before(middleEnd, middle));
                significand = significand * FOUR_DIGITS
                        + Words.number((Words.before(tailEnd, tail) & goesOn) << (8 * TAIL_OF_DOUBLE));
                exponent = -DOUBLE_DECIMALS;
                end += (int) (more + last);
            }
            after = Words.get(bytes, end);
            if (isSmall(after)) {
                int two = isDigit(after >>> 24);
                int down = exponent(after, two);
                if (down == NONE) {
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

    private static boolean isSpace(long letter) {
        return (letter & 0xFF) == ' ';
    }

    /** 1 for a digit, 0 for a sign or a comma, which are without a certain bit; whichever for other letters. */
    private static int isDigit(long letter) {
        return (int) (letter >>> 4) & 1;
    }

    /** Whether the exponent of ten comes next, and is negative. */
    private static boolean isSmall(long after) {
        return (after & 0xFFDF) == ('E' | ('-' << 8));
    }

    /** The size of a negative exponent of one digit or two; more than can be if they are none. */
    private static int exponent(long after, int two) {
        long values = Words.fromAscii(after >>> 16) & (0xFF | (0xFF00 & -two));
        return Words.endOfDigits(values) != 0 ? NONE : (int) ((values & 0xFF) * (1 + 9 * two) + (values >>> 8));
    }

    /** Whether a letter is neither a digit nor a minus sign. */
    private static boolean isNoSign(long letter, int plus) {
        return ((letter ^ '-') & 0xFF & (plus - 1)) != 0;
    }
}
