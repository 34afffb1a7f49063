package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The divisor of a reduction: what the sum of the values is divided by; 1 for reductions that do not divide. */
final class Divisor {

    private Divisor() {}

    /** The divisor if every unmasked value counts as one. */
    static DoubleDouble of(Task task, Shape values) {
        return task.reduction() == Reduction.MEAN && task.mask() == null
                ? DoubleDouble.of((double) values.elements())
                : of(task, values, value -> task.isIncluded(value) ? 1 : 0);
    }

    /**
     * The divisor if values count differently, as with class weights.
     *
     * @param values the shape of the unreduced loss
     * @param count how much a value counts; 0 if it is excluded
     */
    static DoubleDouble of(Task task, Shape values, IntToDoubleFunction count) {
        return switch (task.reduction()) {
            case NONE, SUM -> DoubleDouble.of(1);
            case MEAN -> sum(values.elements(), count, null);
            case WEIGHTED_MEAN -> sum(values.elements(), count, task.sampleWeight());
            case BATCHMEAN -> DoubleDouble.of((double) samples(values, count));
        };
    }

    private static DoubleDouble sum(int values, IntToDoubleFunction count, @Nullable Tensor weight) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < values; i++) {
            double counted = count.applyAsDouble(i);
            if (counted != 0) {
                sum.addProduct(counted, weight == null ? 1 : weight.get(i));
            }
        }
        return new DoubleDouble(sum.hi(), sum.lo());
    }

    /** The number of entries along the first axis with a value that counts; a scalar is one entry. */
    private static long samples(Shape values, IntToDoubleFunction count) {
        if (values.elements() == 0) {
            return 0;
        }
        int size = values.rank() == 0 ? 1 : values.stride(0);
        return IntStream.range(0, values.elements() / size)
                .filter(sample -> IntStream.range(sample * size, (sample + 1) * size)
                        .anyMatch(value -> count.applyAsDouble(value) != 0))
                .count();
    }
}
