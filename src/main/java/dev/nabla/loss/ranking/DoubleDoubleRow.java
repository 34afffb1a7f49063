package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;

/** Double-double numbers in two arrays, which loops over pairs of items fill without an object for each number. */
record DoubleDoubleRow(double[] high, double[] low) {

    static DoubleDoubleRow ofLength(int length) {
        return new DoubleDoubleRow(new double[length], new double[length]);
    }

    DoubleDouble get(int index) {
        return new DoubleDouble(high[index], low[index]);
    }

    void set(int index, DoubleDouble number) {
        high[index] = number.hi();
        low[index] = number.lo();
    }
}
