package dev.nabla.loss.segmentation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * What predicted and true pixels have in common, and where they differ, summed over pixels.
 *
 * @param hits {@code Σ pt}
 * @param mismatch weighted false positives and misses, {@code Σ αp(1 − t) + β(1 − p)t}, or {@code Σ (p − t)²}
 * @param whole weighted hits and the mismatch; a sum of its own, since predictions beyond 1 cancel in it
 * @param positives {@code Σ t}
 */
record Overlap(
    ScaledDoubleDouble hits,
    ScaledDoubleDouble mismatch,
    ScaledDoubleDouble whole,
    ScaledDoubleDouble positives) {

    static final Overlap NONE = new Overlap(ScaledDoubleDouble.ZERO, ScaledDoubleDouble.ZERO, ScaledDoubleDouble.ZERO,
            ScaledDoubleDouble.ZERO);

    Overlap plus(Overlap other) {
        return new Overlap(hits.plus(other.hits), mismatch.plus(other.mismatch), whole.plus(other.whole),
                positives.plus(other.positives));
    }

    Overlap times(ScaledDoubleDouble weight) {
        return new Overlap(hits.times(weight), mismatch.times(weight), whole.times(weight), positives.times(weight));
    }

    /** The sums over the pixels of a channel. */
    static final class Sums {

        private final OverlapWeights weights;
        private final CompensatedSum hits = new CompensatedSum();
        private final CompensatedSum mismatch = new CompensatedSum();
        private final CompensatedSum whole = new CompensatedSum();
        private final CompensatedSum positives = new CompensatedSum();

        Sums(OverlapWeights weights) {
            this.weights = weights;
        }

        void add(Probability probability, double target) {
            DoubleDouble positive = DoubleDouble.of(target);
            addProduct(hits, probability.value(), positive);
            positives.add(target);
            if (weights.isSquared()) {
                DoubleDouble difference = probability.minus(target);
                addProduct(mismatch, difference, difference);
                addProduct(whole, probability.value(), probability.value());
                addProduct(whole, positive, positive);
            } else {
                DoubleDouble falsePositive = DoubleDouble.difference(1, target).times(weights.falsePositives());
                DoubleDouble miss = DoubleDouble.product(weights.misses(), target);
                addProduct(whole, probability.value(), DoubleDouble.product(weights.hits(), target));
                for (CompensatedSum sum : new CompensatedSum[]{mismatch, whole}) {
                    addProduct(sum, probability.value(), falsePositive);
                    addProduct(sum, probability.complement(), miss);
                }
            }
        }

        /** Adds a product, which may be beyond the range of float64; one with a factor of 0 is 0. */
        private static void addProduct(CompensatedSum sum, DoubleDouble a, DoubleDouble b) {
            if (a.isZero() || b.isZero()) {
                return;
            }
            DoubleDouble product = a.times(b);
            double size = Math.abs(product.hi());
            if (size > 0x1p-900 && size <= Double.MAX_VALUE) {
                sum.add(product);
            } else {
                sum.add(ScaledDoubleDouble.of(a).times(b));
            }
        }

        Overlap total() {
            return new Overlap(hits.scaledTotal(), mismatch.scaledTotal(), whole.scaledTotal(),
                    positives.scaledTotal());
        }
    }
}
