package dev.nabla.tensor;

import java.util.Locale;

/** How the numbers of a tensor are stored and printed; computing is always in float64. */
public enum DType {
    FLOAT64,
    FLOAT32;

    /** The name on the wire: {@code float64} or {@code float32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
