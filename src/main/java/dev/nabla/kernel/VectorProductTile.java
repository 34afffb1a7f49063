package dev.nabla.kernel;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop with vector instructions. The sums stay in registers, and are enough to hide the latency of fma. C2 loads all operands of a
 * step before it adds, so they need registers too: of those of AVX2, 16, three rows of three vectors leave enough; others have 32, and
 * six rows of two vectors take fewer operands for each fma.
 */
final class VectorProductTile implements ProductTile {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF = VectorSpecies.of(float.class,
            VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));
    private static final int LANES = SPECIES.length();
    private static final boolean IS_SMALL = LANES == 4;
    private static final int ROWS = IS_SMALL ? 3 : 6;
    private static final int VECTORS = IS_SMALL ? 3 : 2;
    private static final int COLUMNS = VECTORS * LANES;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void packRows(Tensor numbers, int from, int rowStride, int depth, double[] panel, int to) {
        switch (numbers) {
            case Float64Tensor(_, double[] values) -> {
                for (int k = 0; k < depth; k++) {
                    for (int v = 0; v < VECTORS; v++) {
                        load(values, from + k * rowStride + v * LANES).intoArray(panel, to + k * COLUMNS + v * LANES);
                    }
                }
            }
            case Float32Tensor(_, float[] values) -> {
                for (int k = 0; k < depth; k++) {
                    for (int v = 0; v < VECTORS; v++) {
                        widen(values, from + k * rowStride + v * LANES).intoArray(panel, to + k * COLUMNS + v * LANES);
                    }
                }
            }
        }
    }

    @Override
    public void packColumns(Tensor numbers, int from, int columnStride, int depth, double[] panel, int to) {
        for (int j = 0; j < COLUMNS; j += 4) {
            PackingBuffers.interleave(numbers, from + j * columnStride, columnStride, depth, panel, to + j, COLUMNS);
        }
    }

    @Override
    public void add(int tiles, StridedRows left, double[] right, int depth, StridedRows start, StridedRows sums) {
        for (int t = 0; t < tiles; t++) {
            int j = t * COLUMNS;
            if (IS_SMALL) {
                addThree(left.values(), left.offset(), left.stride(), right, j * depth, depth, start.values(),
                        start.offset() + j, start.stride(), sums.values(), sums.offset() + j, sums.stride());
            } else {
                addSix(left.values(), left.offset(), left.stride(), right, j * depth, depth, start.values(),
                        start.offset() + j, start.stride(), sums.values(), sums.offset() + j, sums.stride());
            }
        }
    }

    private static void addSix(double[] left, int leftFrom, int leftStride, double[] right, int rightFrom, int depth,
            double[] start, int startFrom, int startStride, double[] sums, int sumsFrom, int sumsStride) {
        int row1 = leftFrom + leftStride;
        int row2 = row1 + leftStride;
        int row3 = row2 + leftStride;
        int row4 = row3 + leftStride;
        int row5 = row4 + leftStride;
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
        DoubleVector s50 = load(start, startFrom + 5 * startStride);
        DoubleVector s51 = load(start, startFrom + 5 * startStride + LANES);
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
            DoubleVector a5 = DoubleVector.broadcast(SPECIES, left[row5 + k]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
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
        s50.intoArray(sums, sumsFrom + 5 * sumsStride);
        s51.intoArray(sums, sumsFrom + 5 * sumsStride + LANES);
    }

    private static void addThree(double[] left, int leftFrom, int leftStride, double[] right, int rightFrom, int depth,
            double[] start, int startFrom, int startStride, double[] sums, int sumsFrom, int sumsStride) {
        int row1 = leftFrom + leftStride;
        int row2 = row1 + leftStride;
        DoubleVector s00 = load(start, startFrom);
        DoubleVector s01 = load(start, startFrom + LANES);
        DoubleVector s02 = load(start, startFrom + 2 * LANES);
        DoubleVector s10 = load(start, startFrom + startStride);
        DoubleVector s11 = load(start, startFrom + startStride + LANES);
        DoubleVector s12 = load(start, startFrom + startStride + 2 * LANES);
        DoubleVector s20 = load(start, startFrom + 2 * startStride);
        DoubleVector s21 = load(start, startFrom + 2 * startStride + LANES);
        DoubleVector s22 = load(start, startFrom + 2 * startStride + 2 * LANES);
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = load(right, rightFrom + k * COLUMNS);
            DoubleVector b1 = load(right, rightFrom + k * COLUMNS + LANES);
            DoubleVector b2 = load(right, rightFrom + k * COLUMNS + 2 * LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, left[leftFrom + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, left[row1 + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, left[row2 + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
        }
        s00.intoArray(sums, sumsFrom);
        s01.intoArray(sums, sumsFrom + LANES);
        s02.intoArray(sums, sumsFrom + 2 * LANES);
        s10.intoArray(sums, sumsFrom + sumsStride);
        s11.intoArray(sums, sumsFrom + sumsStride + LANES);
        s12.intoArray(sums, sumsFrom + sumsStride + 2 * LANES);
        s20.intoArray(sums, sumsFrom + 2 * sumsStride);
        s21.intoArray(sums, sumsFrom + 2 * sumsStride + LANES);
        s22.intoArray(sums, sumsFrom + 2 * sumsStride + 2 * LANES);
    }

    private static DoubleVector widen(float[] numbers, int from) {
        return (DoubleVector) FloatVector.fromArray(HALF, numbers, from).convertShape(VectorOperators.F2D, SPECIES, 0);
    }

    private static DoubleVector load(double[] numbers, int from) {
        return DoubleVector.fromArray(SPECIES, numbers, from);
    }
}
