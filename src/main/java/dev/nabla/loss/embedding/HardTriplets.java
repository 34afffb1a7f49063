package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.JointLoss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The farthest positive and the nearest negative of each item of a batch. */
final class HardTriplets implements JointLoss.Pass {

    private final int[] items;
    private final int features;
    private final double[][] rows;
    private final double margin;
    private final @Nullable Triplet[] triplets;

    HardTriplets(double[] elements, int features, int[] items, Labels labels, int size, double margin) {
        this.items = items;
        this.features = features;
        this.margin = margin;
        this.rows = Arrays.stream(items)
                .mapToObj(item -> Arrays.copyOfRange(elements, item * features, (item + 1) * features))
                .toArray(double[][]::new);
        this.triplets = new @Nullable Triplet[size];
        SquaredDistances distances = new SquaredDistances(rows, features);
        long work = (long) rows.length * rows.length * features;
        distances.forEachBlock((first, end) -> Parallel.run(end - first, work, Parallel.ELEMENTS_PER_THREAD,
                (from, to) -> mine(first + from, first + to, labels, distances)));
    }

    private void mine(int from, int to, Labels labels, SquaredDistances distances) {
        for (int row = from; row < to; row++) {
            int[] positives = labels.positives(row);
            int[] negatives = labels.negatives(row);
            if (positives.length > 0 && negatives.length > 0) {
                triplets[items[row]] = new Triplet(row, distances.extreme(row, positives, true),
                        distances.extreme(row, negatives, false));
            }
        }
    }

    /** An anchor with its positive and its negative. */
    private final class Triplet {

        private final int anchor;
        private final int positive;
        private final int negative;
        private final Distance near;
        private final Distance far;
        private final ScaledDoubleDouble lack;

        Triplet(int anchor, int positive, int negative) {
            this.anchor = anchor;
            this.positive = positive;
            this.negative = negative;
            this.near = new Distance(rows[anchor], rows[positive], features, 2, 0);
            this.far = new Distance(rows[anchor], rows[negative], features, 2, 0);
            this.lack = near.lead(far).plus(ScaledDoubleDouble.of(margin));
        }

        double value() {
            return lack.sign() < 0 ? 0 : lack.value();
        }

        /** Adds the derivatives with respect to component k of all three. */
        void addTo(CompensatedSums sums, int k, DoubleDouble cotangent) {
            if (lack.sign() < 0) {
                return;
            }
            DoubleDouble push = near.gradient(k).times(cotangent);
            DoubleDouble pull = far.gradient(k).times(cotangent);
            add(sums, anchor, push.minus(pull));
            add(sums, positive, push.negated());
            add(sums, negative, pull);
        }

        private static void add(CompensatedSums sums, int row, DoubleDouble slope) {
            sums.add(row, slope.hi());
            sums.add(row, slope.lo());
        }
    }

    @Override
    public double divisor(int value) {
        return triplets[value] == null ? 0 : 1;
    }

    @Override
    public double value(int value) {
        Triplet triplet = triplets[value];
        return triplet == null ? 0 : triplet.value();
    }

    /** A part for each component. */
    @Override
    public int parts(int input) {
        return features;
    }

    @Override
    public void gradient(int input, int from, int to, JointLoss.Cotangents cotangents, double[] gradient) {
        for (int k = from; k < to; k++) {
            CompensatedSums sums = new CompensatedSums(rows.length);
            for (int item : items) {
                Triplet triplet = triplets[item];
                if (triplet != null) {
                    triplet.addTo(sums, k, cotangents.of(item));
                }
            }
            double[] totals = sums.totals();
            for (int row = 0; row < totals.length; row++) {
                gradient[items[row] * features + k] = 0.0 + totals[row];
            }
        }
    }
}
