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
    public void pack(double[] numbers, int from, int rowStride, int columnStride, int depth, double[] panel, int to) {
        if (columnStride == 1) {
            for (int k = 0; k < depth; k++) {
                load(numbers, from + k * rowStride).intoArray(panel, to + k * COLUMNS);
                load(numbers, from + k * rowStride + LANES).intoArray(panel, to + k * COLUMNS + LANES);
            }
        } else {
            for (int j = 0; j < COLUMNS; j += 4) {
                Panels.interleave(numbers, from + j * columnStride, columnStride, depth, panel, to + j, COLUMNS);
            }
        }
    }

    @Override
    public void add(double[] left, int leftFrom, int leftStride, double[] right, int rightFrom, int depth,
            double[] start, int startFrom, int startStride, double[] sums, int sumsFrom, int sumsStride) {
        int row1 = leftFrom + leftStride;
        int row2 = row1 + leftStride;
        int row3 = row2 + leftStride;
        int row4 = row3 + leftStride;
        DoubleVector s00 = load(start, startFrom);
        DoubleVector s01 = load(start, startFrom + LANES);
        DoubleVector s10 = load(start, startFrom + startStride);
        DoubleVector s11 = load(start, startFrom + startStride + LANES);
        DoubleVector s20 = load(start, startFrom + 2 * startStride);
        DoubleVector s21 = load(start, startFrom + 2 * startStride + LANES);
        DoubleVector s30 = load(start, startFrom + 3 * startStride);
        DoubleVector s31 = load(start, startFrom + 3 * startStride + LANES);
        DoubleVector s40 = load(start, startFrom + 4 * startStride);
        DoubleVector s41 = load(start, startFrom + 4 * startStride + LANES);
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = load(right, rightFrom + k * COLUMNS);
            DoubleVector b1 = load(right, rightFrom + k * COLUMNS + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[leftFrom + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[row1 + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[row2 + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, left[row3 + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            DoubleVector a4 = DoubleVector.broadcast(SPECIES, left[row4 + k]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
        }
        s00.intoArray(sums, sumsFrom);
        s01.intoArray(sums, sumsFrom + LANES);
        s10.intoArray(sums, sumsFrom + sumsStride);
        s11.intoArray(sums, sumsFrom + sumsStride + LANES);
        s20.intoArray(sums, sumsFrom + 2 * sumsStride);
        s21.intoArray(sums, sumsFrom + 2 * sumsStride + LANES);
        s30.intoArray(sums, sumsFrom + 3 * sumsStride);
        s31.intoArray(sums, sumsFrom + 3 * sumsStride + LANES);
        s40.intoArray(sums, sumsFrom + 4 * sumsStride);
        s41.intoArray(sums, sumsFrom + 4 * sumsStride + LANES);
    }

    private static DoubleVector load(double[] numbers, int from) {
        return DoubleVector.fromArray(SPECIES, numbers, from);
    }
}
