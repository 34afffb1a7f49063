package dev.nabla.expression.objective;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The sum of gradients, each multiplied by a factor, in twice float64's precision: each element is rounded once. */
final class GradientSum {

    /** Numbers' worth of memory for an element to which several gradients are added. */
    static final int NUMBERS = CompensatedSums.NUMBERS;

    /** Scalar operations for an element of a gradient. */
    static final int OPERATIONS = 15;

    /** Exponents of factors whose products keep all digits. */
    private static final int LARGEST = 59;
    private static final int SMALLEST = -800;

    private final Shape shape;
    private @Nullable Float64Tensor only;
    private ScaledDoubleDouble ofOnly = ScaledDoubleDouble.ZERO;
    private CompensatedSums @Nullable [] sums;

    GradientSum(Shape shape) {
        this.shape = shape;
    }

    /** Adds a gradient, whose array is taken over. */
    void add(Float64Tensor gradient, ScaledDoubleDouble factor) {
        if (factor.isZero()) {
            Storage.giveBack(gradient.values());
        } else if (only == null && sums == null) {
            only = gradient;
            ofOnly = factor;
        } else {
            if (only != null) {
                addToSums(only, ofOnly);
                only = null;
            }
            addToSums(gradient, factor);
        }
    }

    private void addToSums(Float64Tensor gradient, ScaledDoubleDouble factor) {
        CompensatedSums[] blocks = sums == null ? new CompensatedSums[blocks()] : sums;
        sums = blocks;
        double[] values = gradient.values();
        DoubleDouble rounded = factor.toDoubleDouble();
        boolean isExtreme = factor.exponent() > LARGEST || factor.exponent() < SMALLEST;
        forBlocks((block, start, count) -> {
            CompensatedSums sum = blocks[block] == null ? new CompensatedSums(count) : blocks[block];
            blocks[block] = sum;
            for (int i = 0; i < count; i++) {
                if (isExtreme) {
                    addExtreme(sum, i, factor.times(values[start + i]).toDoubleDouble());
                } else {
                    sum.addProduct(i, rounded, values[start + i]);
                }
            }
        });
        Storage.giveBack(values);
    }

    private static void addExtreme(CompensatedSums sum, int index, DoubleDouble product) {
        sum.add(index, product.hi());
        sum.add(index, product.lo());
    }

    /** The sum, rounded to a {@code dtype}. Nothing can be added afterwards. */
    Tensor total(DType dtype) {
        if (only != null) {
            return scaled(only, ofOnly).in(dtype);
        }
        Tensor total = Tensor.uninitialized(shape, dtype);
        CompensatedSums[] blocks = sums;
        forBlocks((block, start, count) -> total.write(start, blocks == null
                ? new double[count]
                : blocks[block].totals(), count));
        return total;
    }

    /** A gradient times a factor, in place. */
    static Float64Tensor scaled(Float64Tensor gradient, ScaledDoubleDouble factor) {
        double[] values = gradient.values();
        if (factor.isZero()) {
            Arrays.fill(values, 0);
        } else if (!factor.equals(ScaledDoubleDouble.ONE)) {
            ScaleFactor scale = ScaleFactor.of(factor);
            new GradientSum(gradient.shape())
                    .forBlocks((_, start, count) -> scale.scale(values, start, start + count));
        }
        return gradient;
    }

    private int blocks() {
        return Math.ceilDiv(shape.elements(), TensorSink.BLOCK);
    }

    private void forBlocks(Block block) {
        int elements = shape.elements();
        Parallel.run(blocks(), elements, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int i = from; i < to; i++) {
                Deadline.check();
                int start = i * TensorSink.BLOCK;
                block.run(i, start, Math.min(TensorSink.BLOCK, elements - start));
            }
        });
    }

    @FunctionalInterface
    private interface Block {

        void run(int block, int start, int count);
    }
}
