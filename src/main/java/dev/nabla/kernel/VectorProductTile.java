package dev.nabla.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop by vector instructions: the sums, two vectors a row, stay in registers. */
final class VectorProductTile implements ProductTile {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void add(double[] left, int leftFrom, double[] right, int rightFrom, int depth, double[] sums, int sumsFrom,
            int stride) {
        int row0 = sumsFrom;
        int row1 = row0 + stride;
        int row2 = row1 + stride;
        int row3 = row2 + stride;
        int row4 = row3 + stride;
        DoubleVector s00 = load(sums, row0);
        DoubleVector s01 = load(sums, row0 + LANES);
        DoubleVector s10 = load(sums, row1);
        DoubleVector s11 = load(sums, row1 + LANES);
        DoubleVector s20 = load(sums, row2);
        DoubleVector s21 = load(sums, row2 + LANES);
        DoubleVector s30 = load(sums, row3);
        DoubleVector s31 = load(sums, row3 + LANES);
        DoubleVector s40 = load(sums, row4);
        DoubleVector s41 = load(sums, row4 + LANES);
        for (int k = 0; k < depth; k++) {
            int a = leftFrom + k * ROWS;
            DoubleVector b0 = load(right, rightFrom + k * COLUMNS);
            DoubleVector b1 = load(right, rightFrom + k * COLUMNS + LANES);
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
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[a + 4]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
        }
        s00.intoArray(sums, row0);
        s01.intoArray(sums, row0 + LANES);
        s10.intoArray(sums, row1);
        s11.intoArray(sums, row1 + LANES);
        s20.intoArray(sums, row2);
        s21.intoArray(sums, row2 + LANES);
        s30.intoArray(sums, row3);
        s31.intoArray(sums, row3 + LANES);
        s40.intoArray(sums, row4);
        s41.intoArray(sums, row4 + LANES);
    }
    private static DoubleVector load(double[] numbers, int from) {
        return DoubleVector.fromArray(SPECIES, numbers, from);
    }
}
