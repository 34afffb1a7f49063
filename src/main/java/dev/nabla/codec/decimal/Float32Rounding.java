package dev.nabla.codec.decimal;

/** Detects double rounding: numbers for which rounding to double and then to float may differ from rounding once. */
public final class Float32Rounding {

    private static final long BELOW_FLOAT = (1L << 29) - 1;
    private static final long HALF = 1L << 28;

    private Float32Rounding() {}

    /**
     * Whether a double is the midpoint of two neighboring floats. Only there can decimals that round to the same double round
     * to different floats.
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
