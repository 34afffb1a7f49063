package dev.nabla.gradcheck;

import java.util.Locale;

/** A factor common to all elements. */
record Factor(double value) {

    private static final int MAX_DENOMINATOR = 64;

    /** Begins a sentence that explains the factor. */
    String sentence() {
        return "Every element is " + this + " times the exact number: ";
    }

    /** As a fraction of small integers if it is one, else as a decimal: 3, 1/3, 2/3, 0.707107. */
    @Override
    public String toString() {
        if (isWhole(1 / value)) {
            return value > 0 ? "1/" + Math.round(1 / value) : "-1/" + Math.round(-1 / value);
        }
        for (int denominator = 1; denominator <= MAX_DENOMINATOR; denominator++) {
            if (isWhole(value * denominator)) {
                return Math.round(value * denominator) + (denominator == 1 ? "" : "/" + denominator);
            }
        }
        return decimal(value);
    }

    /** Formats a number with six significant digits, an integer with all digits. */
    static String decimal(double number) {
        return isWhole(number) ? Long.toString(Math.round(number)) : String.format(Locale.ROOT, "%.6g", number);
    }

    private static boolean isWhole(double number) {
        double whole = Math.rint(number);
        return whole != 0 && Math.abs(whole) < 1e15 && Math.abs(number - whole) <= 1e-12 * Math.abs(whole);
    }
}
