package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The exponentials of {@code scale·(x_j − x_i)} of all pairs of items with {@code t_i > t_j}. For each item, those with all below
 * it and those with all above it are added up in one walk by {@code t} in each direction.
 *
 * @param below for each item the sum over those below it
 * @param above for each item the sum over those above it
 */
record OrderedExcesses(int[] items, Excess[] below, Excess[] above, double scale) {

    static OrderedExcesses of(double[] x, double[] t, IntPredicate isIncluded, double scale) {
        Comparator<Integer> lowest = Comparator.comparingDouble(item -> t[item] + 0.0);
        List<Integer> rising = IntStream.range(0, x.length).filter(isIncluded).boxed().sorted(lowest).toList();
        return new OrderedExcesses(rising.stream().mapToInt(item -> item).toArray(), walk(rising, x, t, 1, scale),
                walk(rising.reversed(), x, t, -1, scale), scale);
    }

    /** The sum over those before each item whose {@code t} differs. */
    private static Excess[] walk(List<Integer> order, double[] x, double[] t, int sign, double scale) {
        Excess[] sums = new Excess[x.length];
        RunningSum sum = new RunningSum(scale);
        int added = 0;
        for (int place = 0; place < order.size(); place++) {
            int item = order.get(place);
            for (; added < place && t[order.get(added)] != t[item]; added++) {
                sum.add(sign * x[order.get(added)]);
            }
            sums[item] = sum.over(sign * x[item]);
        }
        return sums;
    }

    /**
     * A sum of exponentials, {@code coefficient·e^(scale·2·half)}, given half the difference of two numbers, which is exact.
     *
     * @param coefficient at least 1, or 0 for an empty sum
     */
    private record Excess(DoubleDouble coefficient, DoubleDouble half) {

        static final Excess NONE = new Excess(DoubleDouble.ZERO, DoubleDouble.ZERO);

        /** This divided by the exponential of another difference. */
        DoubleDouble relativeTo(DoubleDouble other, double scale) {
            return coefficient.isZero()
                    ? DoubleDouble.ZERO
                    : coefficient.times(Extended.exp(half.minus(other).times(scale).times(2)));
        }
    }

    /** Exponentials relative to a reference, which changes only when they have become large. */
    private static final class RunningSum {

        private static final double REACH = 100;

        private final double scale;
        private DoubleDouble sum = DoubleDouble.ZERO;
        private double reference;

        RunningSum(double scale) {
            this.scale = scale;
        }

        void add(double number) {
            DoubleDouble exponent = exponent(number);
            if (sum.isZero() || exponent.hi() > REACH) {
                sum = sum.isZero() ? DoubleDouble.ONE : sum.times(Extended.exp(exponent.negated())).plus(1);
                reference = number;
            } else {
                sum = sum.plus(Extended.exp(exponent));
            }
        }

        private DoubleDouble exponent(double number) {
            return half(number, reference).times(scale).times(2);
        }

        private static DoubleDouble half(double a, double b) {
            return DoubleDouble.difference(0.5 * a, 0.5 * b);
        }

        Excess over(double number) {
            return sum.isZero() ? Excess.NONE : new Excess(sum, half(reference, number));
        }
    }

    /** Half the largest difference, or that of the 1, which is 0: all exponentials are relative to it. */
    private DoubleDouble largest() {
        DoubleDouble largest = DoubleDouble.ZERO;
        for (int item : items) {
            boolean isLarger = !below[item].coefficient.isZero() && largest.isLessThan(below[item].half);
            largest = isLarger ? below[item].half : largest;
        }
        return largest;
    }

    /** The sum over all pairs, relative to the largest. */
    private DoubleDouble sum(DoubleDouble largest) {
        CompensatedSum sum = new CompensatedSum();
        for (int item : items) {
            sum.add(below[item].relativeTo(largest, scale));
        }
        return sum.total();
    }

    private DoubleDouble one(DoubleDouble largest) {
        return Extended.exp(largest.times(scale).times(-2));
    }

    /** The logarithm of one plus the sum over all pairs. */
    double logSum() {
        DoubleDouble largest = largest();
        DoubleDouble sum = sum(largest);
        return largest.isZero()
                ? Extended.log1p(sum).value()
                : largest.times(scale).times(2).plus(Extended.log(sum.plus(one(largest)))).value();
    }

    /** Writes the derivatives of the logarithm, times a factor. */
    void gradient(double factor, double[] gradient) {
        DoubleDouble largest = largest();
        ScaledDoubleDouble share = ScaledDoubleDouble.of(scale).times(factor)
                .dividedBy(sum(largest).plus(one(largest)));
        for (int item : items) {
            DoubleDouble difference = above[item].relativeTo(largest, scale)
                    .minus(below[item].relativeTo(largest, scale));
            gradient[item] = share.times(difference).value();
        }
    }
}
