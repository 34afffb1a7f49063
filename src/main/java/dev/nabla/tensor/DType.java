package dev.nabla.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The type in which the elements of a tensor are stored and printed; all computation is in float64. */
public enum DType {
    FLOAT64,
    FLOAT32;

    /** The name on the wire: {@code float64} or {@code float32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a name on the wire, if there is one. */
    public static Optional<DType> ofLabel(String label) {
        return Arrays.stream(values()).filter(dtype -> dtype.label().equals(label)).findFirst();
    }
}
