package dev.nabla.oracle;

import java.math.MathContext;

/** A number of an answer beside the exact one. */
public record Deviation(String quantity, int position, double actual, Exact exact) {

    /** In ulps of the exact number, times its condition number. */
    public double ulps() {
        return exact.ulps(actual);
    }

    @Override
    public String toString() {
        return quantity + "[" + position + "] is " + actual + ", exactly "
                + exact.value().round(MathContext.DECIMAL128)
                + (exact.size().compareTo(exact.value().abs()) > 0
                        ? " of terms of size " + exact.size().round(MathContext.DECIMAL32)
                        : "")
                + ": " + ulps() + " ulp";
    }
}
