package dev.nabla.codec.decimal;

/** Where a number rounded to double and then to float is not what it would be if it were rounded to float at once. */
public final class Float32Rounding {

    private static final long BELOW_FLOAT = (1L << 29) - 1;
    private static final long HALF = 1L << 28;

    private Float32Rounding() {}

    /**
     * Whether a double lies half-way between two neighbouring floats. Of all texts that round to a double, those
     * around such a point belong to one float or the other; everywhere else they belong to the same.
     */
    public static boolean isMidpoint(double value) {
        double size = Math.abs(value);
        if (size >= Float.MIN_NORMAL) {
            return (Double.doubleToRawLongBits(size) & BELOW_FLOAT) == HALF && size <= 0x1.ffffffp127;
        }
        double halfSteps = size * 0x1p150;
        return halfSteps == Math.rint(halfSteps) && ((long) halfSteps & 1) == 1;
    }
}
