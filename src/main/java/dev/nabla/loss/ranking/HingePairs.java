package dev.nabla.loss.ranking;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The hinge loss of pairs of items: for each item, how far the scores of less relevant ones plus the margin reach beyond its own.
 *
 * <p>A pair is a segment from the score of the more relevant item to that of the other plus the margin, and the loss the total
 * length of all segments. A sweep from the lowest to the highest end adds every gap times the number of segments that cover it,
 * so that nothing cancels. Who covers it is counted by relevance in {@link Counts}: {@code n log n}.
 */
final class HingePairs implements ListTerms {

    private final double[] scores;
    private final double margin;
    private final double divisor;
    private final int[] rank;
    private final int[] falling;
    private final int[] above;
    private final int[] below;
    private final ScaledDoubleDouble length;

    HingePairs(double[] scores, RelevanceOrder order, double margin, double divisor) {
        this.scores = scores;
        this.margin = margin;
        this.divisor = divisor;
        this.rank = ranks(order);
        this.falling = RelevanceOrder.byFalling(scores);
        this.above = new int[scores.length];
        this.below = new int[scores.length];
        this.length = sweep();
    }

    /** How many items are less relevant than each. */
    private static int[] ranks(RelevanceOrder order) {
        int[] ranks = new int[order.items().length];
        for (int place = 0; place < ranks.length; place++) {
            ranks[order.items()[place]] = ranks.length - order.less()[place];
        }
        return ranks;
    }

    /** Counts the active pairs of each item, and returns the total length of segments. */
    private ScaledDoubleDouble sweep() {
        int count = scores.length;
        Counts started = new Counts(count);
        Counts notEnded = new Counts(count);
        for (int item = 0; item < count; item++) {
            notEnded.add(rank[item], 1);
        }
        CompensatedSum total = new CompensatedSum();
        long covering = 0;
        int start = count - 1;
        int end = count - 1;
        double before = 0;
        double beforeMargin = 0;
        while (end >= 0) {
            boolean starts = start >= 0 && isActive(falling[start], falling[end]);
            int item = falling[starts ? start : end];
            if (covering > 0) {
                total.add(distance(before, scores[item])
                        .plus(ScaledDoubleDouble.of((starts ? 0 : margin) - beforeMargin)).times((double) covering));
            }
            before = scores[item];
            beforeMargin = starts ? 0 : margin;
            if (starts) {
                below[item] = notEnded.below(rank[item]);
                started.add(rank[item], 1);
                covering += below[item];
                start--;
            } else {
                above[item] = started.total() - started.below(rank[item] + 1);
                notEnded.add(rank[item], -1);
                covering -= above[item];
                end--;
            }
        }
        return total.scaledTotal();
    }

    /** How far a score is above a lower one; 0 for two infinite ones. */
    private static ScaledDoubleDouble distance(double from, double to) {
        return from == to ? ScaledDoubleDouble.ZERO : ScaledDoubleDouble.difference(to, from);
    }

    /** Whether the segment from one item to another plus the margin is not empty. */
    private boolean isActive(int from, int to) {
        return scores[from] <= scores[to]
                || DoubleDouble.difference(scores[from], scores[to]).minus(margin).sign() <= 0;
    }

    @Override
    public double value() {
        return length.dividedBy(DoubleDouble.of(divisor)).value();
    }

    @Override
    public void gradient(DoubleDouble cotangent, double[] gradient) {
        DoubleDouble each = cotangent.dividedBy(divisor);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = each.times(above[i] - below[i]).value();
        }
    }

    @Override
    public void hessian(DoubleDouble cotangent, double[] hessian) {
        // the loss is linear between its kinks
    }

    /** Counts of items by rank, a Fenwick tree. */
    private static final class Counts {

        private final int[] tree;
        private int total;

        Counts(int ranks) {
            this.tree = new int[ranks + 1];
        }

        void add(int rank, int change) {
            total += change;
            for (int i = rank + 1; i < tree.length; i += Integer.lowestOneBit(i)) {
                tree[i] += change;
            }
        }

        /** The number of items of lower ranks. */
        int below(int rank) {
            int sum = 0;
            for (int i = rank; i > 0; i -= Integer.lowestOneBit(i)) {
                sum += tree[i];
            }
            return sum;
        }

        int total() {
            return total;
        }
    }
}
