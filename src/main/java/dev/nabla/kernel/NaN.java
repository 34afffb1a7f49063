package dev.nabla.kernel;

/** Finds what is not a number. */
public final class NaN {

    private NaN() {}

    /** Whether one of the numbers from one place up to, but without, another is NaN. */
    public static boolean isAmong(double[] values, int from, int to) {
        return ArrayKernel.BEST.holdNaN(values, from, to);
    }
}
