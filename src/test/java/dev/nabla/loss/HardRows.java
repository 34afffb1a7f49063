package dev.nabla.loss;

import java.util.stream.Stream;

/** Rows that are hard for losses of their kind. */
public final class HardRows {

    private static final double[][] LOGITS = {{0, 0, 0}, {1e4, 0, -1e4}, {50, 0, 0}, {-700, 0, 1},
            {0.1, 1e4, 1e4 - 1e-9}, {1e-300, 0, -1e-300}, {36.7, 0, -1}, {0.3}, {-0.25, 3.5, 3.25}};

    private static final double[][] PROBABILITIES = {{0, 1, 0}, {1.0 / 3, 1.0 / 3, 1.0 / 3}, {1 - 0x1p-53, 0x1p-53, 0},
            {1e-300, 1, 1e-20}, {Double.MIN_VALUE, 0.5, 0.5}, {0.1, 0.2, 0.7}, {0.9999999, 1e-7, 1e-9}, {1, 1, 1},
            {0.3}, {0.25, 0.5, 0.25}};

    private HardRows() {}

    /** Huge, equal, nearly equal and tiny logits; probabilities within 1e-16 of 1 and of 0. */
    public static Stream<double[]> logits() {
        return Stream.of(LOGITS);
    }

    /** Certain, even, nearly certain, subnormal and not summing to 1. */
    public static Stream<double[]> probabilities() {
        return Stream.of(PROBABILITIES);
    }
}
