package dev.nabla.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop by vector instructions: the sums of two vectors a row stay in registers. */
final class VectorProductTile implements ProductTile {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums) {
        for (int column = 0; column < COLUMNS; column += 2 * LANES) {
            addTwoVectors(left, leftFrom, right, rightFrom + column, depth, sums, column);
        }
    }

    private static void addTwoVectors(double[] left, int leftFrom, double[] right, int rightFrom, int depth,
            double[] sums, int column) {
        DoubleVector s00 = load(sums, column);
        DoubleVector s01 = load(sums, column + LANES);
        DoubleVector s10 = load(sums, column + COLUMNS);
        DoubleVector s11 = load(sums, column + COLUMNS + LANES);
        DoubleVector s20 = load(sums, column + 2 * COLUMNS);
        DoubleVector s21 = load(sums, column + 2 * COLUMNS + LANES);
        DoubleVector s30 = load(sums, column + 3 * COLUMNS);
        DoubleVector s31 = load(sums, column + 3 * COLUMNS + LANES);
        int a = leftFrom;
        int b = rightFrom;
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = load(right, b);
            DoubleVector b1 = load(right, b + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[a]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[a + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[a + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[a + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            a += ROWS;
            b += COLUMNS;
        }
        s00.intoArray(sums, column);
        s01.intoArray(sums, column + LANES);
        s10.intoArray(sums, column + COLUMNS);
        s11.intoArray(sums, column + COLUMNS + LANES);
        s20.intoArray(sums, column + 2 * COLUMNS);
        s21.intoArray(sums, column + 2 * COLUMNS + LANES);
        s30.intoArray(sums, column + 3 * COLUMNS);
        s31.intoArray(sums, column + 3 * COLUMNS + LANES);
    }

    private static DoubleVector load(double[] numbers, int from) {
        return DoubleVector.fromArray(SPECIES, numbers, from);
    }
}
