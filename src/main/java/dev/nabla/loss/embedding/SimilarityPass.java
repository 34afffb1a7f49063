package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Matrix;
import dev.nabla.kernel.MatrixProduct;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.JointLoss;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Computes values that depend on the similarities of an anchor with all partners, and their gradients. A block of anchors at
 * a time, the matrix product with all partners gives the similarities; the loss turns those of each anchor into a value and
 * its derivatives; and two more products add the derivatives to the gradients of anchors and partners. So similarities are
 * computed once, and no more than a block of them is in memory.
 *
 * <p>Products are those of {@link MatrixProduct}, plain float64 chains: an error of a few ulps of the sum of the sizes of their
 * terms.
 */
final class SimilarityPass implements JointLoss.Pass {

    /** Similarities of a block. */
    private static final int BLOCK = 1 << 20;

    /** Beyond it similarities are computed anew, with an exponent of their own. */
    private static final double LARGEST = 0x1p900;

    private final List<BatchRows> sides;
    private final List<Direction> directions;
    private final IntPredicate counts;
    private final int[] rowOf;
    private final double[] values;
    private final double[][] slopes;
    private ScaledDoubleDouble scale = ScaledDoubleDouble.ONE;

    /**
     * A way to pair anchors with partners.
     *
     * @param anchors the index of the side that anchors are of
     * @param partners the index of the side that partners are of
     * @param isRelative whether the value depends on the differences of similarities only
     * @param factor what the derivatives that the value writes are to be multiplied by, the same in all directions
     */
    record Direction(int anchors, int partners, boolean isRelative, DoubleDouble factor, SimilarityRow.Value value) {}

    /**
     * A pass over the rows of one side or two, which belong to the same items.
     *
     * @param size the number of items in the batch, with those that do not take part
     * @param counts whether the value of a row does
     * @param directions the value of an item is the mean of its values in all of them
     */
    SimilarityPass(int size, List<BatchRows> sides, IntPredicate counts, List<Direction> directions) {
        this.sides = sides;
        this.directions = directions;
        this.counts = counts;
        this.rowOf = new int[size];
        Arrays.fill(rowOf, -1);
        BatchRows first = sides.getFirst();
        for (int row = 0; row < first.count(); row++) {
            rowOf[first.item(row)] = row;
        }
        this.values = new double[first.count()];
        this.slopes = new double[sides.size()][];
    }

    /** Memory and work for the vectors of some sides: three products, and the similarities in a few operations each. */
    static Cost cost(BatchLoss.Inputs inputs, int sides, int directions) {
        long items = inputs.shape(0).size(0);
        long features = inputs.shape(0).size(1);
        long pairs = Cost.times(items, items);
        long height = blockHeight((int) items);
        long threads = 1L + Runtime.getRuntime().availableProcessors();
        return Cost.scratch(2L * sides * items * features + height * (items + 2 * features)
                + threads * 4 * items + 4 * items)
                .plus(Cost.multiplyAdds(Cost.times(3L * directions * features, pairs)))
                .plus(Cost.operations(Cost.times(20L * directions, pairs)));
    }

    private static int blockHeight(int items) {
        return Math.clamp(BLOCK / Math.max(1, items), 1, Math.max(1, items));
    }

    @Override
    public double divisor(int value) {
        return rowOf[value] >= 0 && counts.test(rowOf[value]) ? 1 : 0;
    }

    @Override
    public double value(int value) {
        return values[rowOf[value]];
    }

    @Override
    public void gradient(int input, int from, int to, JointLoss.Cotangents cotangents, double[] gradient) {
        BatchRows partners = sides.get(sides.size() - 1 - input);
        sides.get(input).gradient(partners, slopes[input], scale, gradient);
        Storage.giveBack(slopes[input]);
    }

    @Override
    public void prepare(JointLoss.Cotangents cotangents, IntPredicate isWanted) {
        BatchRows first = sides.getFirst();
        DoubleDouble[] factors = new DoubleDouble[first.count()];
        Arrays.setAll(factors, row -> cotangents.of(first.item(row)));
        ScaledDoubleDouble largest = Arrays.stream(factors).map(ScaledDoubleDouble::of).map(ScaledDoubleDouble::abs)
                .reduce(ScaledDoubleDouble.ZERO, ScaledDoubleDouble::max);
        int excess = sides.stream().mapToInt(BatchRows::excess).max().orElse(0);
        scale = largest.times(directions.getFirst().factor).shifted(excess);
        for (int side = 0; side < sides.size(); side++) {
            slopes[side] = Storage.doubles(isWanted.test(side) ? sides.get(side).count() * first.features() : 0);
            Arrays.fill(slopes[side], 0);
        }
        double share = 1.0 / directions.size();
        for (int row = 0; !largest.isZero() && row < factors.length; row++) {
            factors[row] = ScaledDoubleDouble.of(factors[row]).dividedBy(largest).times(share).shifted(-excess)
                    .toDoubleDouble();
        }
        directions.forEach(direction -> new Sweep(direction, factors, share).run());
    }

    /** One sweep over all anchors. */
    private final class Sweep {

        private final BatchRows anchors;
        private final BatchRows partners;
        private final Direction direction;
        private final DoubleDouble[] factors;
        private final double share;
        private final double[] anchorSlopes;
        private final double[] partnerSlopes;

        Sweep(Direction direction, DoubleDouble[] factors, double share) {
            this.direction = direction;
            this.anchors = sides.get(direction.anchors);
            this.partners = sides.get(direction.partners);
            this.factors = factors;
            this.share = share;
            this.anchorSlopes = slopes[direction.anchors];
            this.partnerSlopes = slopes[direction.partners];
        }

        void run() {
            int features = anchors.features();
            int height = blockHeight(anchors.count());
            double[] block = Storage.doubles(height * partners.count());
            double[] left = Storage.doubles(height * features);
            double[] sums = Storage.doubles(height * features);
            for (int from = 0; from < anchors.count(); from += height) {
                int to = Math.min(from + height, anchors.count());
                anchors.copy(from, to, left);
                evaluate(from, to, left, block);
                if (isWanted()) {
                    addSlopes(from, to, left, block, sums);
                }
            }
            Storage.giveBack(block);
            Storage.giveBack(left);
            Storage.giveBack(sums);
        }

        private boolean isWanted() {
            return anchorSlopes.length + partnerSlopes.length > 0;
        }

        private void evaluate(int from, int to, double[] left, double[] block) {
            int count = partners.count();
            MatrixProduct.write(Matrix.of(left, to - from, anchors.features()), partners.matrix().transposed(),
                    new double[count], block);
            Parallel.run(to - from, (long) (to - from) * count, Parallel.ELEMENTS_PER_THREAD,
                    (first, end) -> evaluate(from, first, end, block));
        }

        private void evaluate(int from, int first, int end, double[] block) {
            int count = partners.count();
            double[] similarities = new double[count];
            double[] rowSlopes = new double[count];
            double[][] scratch = new double[2][count + 1];
            for (int i = first; i < end; i++) {
                int anchor = from + i;
                Arrays.fill(rowSlopes, 0);
                if (counts.test(anchor)) {
                    read(block, i, anchor, similarities);
                    values[anchor] += share * direction.value.evaluate(new SimilarityRow(anchor, count, similarities,
                            rowSlopes, scratch, factors[anchor], isWanted()));
                }
                System.arraycopy(rowSlopes, 0, block, i * count, count);
            }
        }

        private void read(double[] block, int i, int anchor, double[] similarities) {
            double down = Math.scalb(1.0, -anchors.productExponent(partners));
            for (int j = 0; j < similarities.length; j++) {
                similarities[j] = block[i * similarities.length + j] * down;
            }
            if (isAnyLarge(similarities) && anchors.areFinite() && partners.areFinite()) {
                compute(anchor, similarities);
            }
        }

        /** A branch that is never taken costs less than a maximum. */
        private static boolean isAnyLarge(double... similarities) {
            for (double similarity : similarities) {
                if (!(Math.abs(similarity) <= LARGEST)) {
                    return true;
                }
            }
            return false;
        }

        /** Computes similarities one by one; if only their differences matter, less the largest. */
        private void compute(int anchor, double[] similarities) {
            ScaledDoubleDouble[] products = new ScaledDoubleDouble[similarities.length];
            Arrays.setAll(products, j -> anchors.product(anchor, partners, j));
            ScaledDoubleDouble top = direction.isRelative
                    ? Arrays.stream(products).reduce(products[0], ScaledDoubleDouble::max)
                    : ScaledDoubleDouble.ZERO;
            Arrays.setAll(similarities, j -> products[j].minus(top).value());
        }

        private void addSlopes(int from, int to, double[] left, double[] block, double[] sums) {
            int features = anchors.features();
            Matrix derivatives = Matrix.of(block, to - from, partners.count());
            if (anchorSlopes.length > 0) {
                MatrixProduct.write(derivatives, partners.matrix(), new double[features], sums);
                for (int i = 0; i < (to - from) * features; i++) {
                    anchorSlopes[from * features + i] += sums[i];
                }
            }
            if (partnerSlopes.length > 0) {
                MatrixProduct.add(derivatives.transposed(), Matrix.of(left, to - from, features), partnerSlopes);
            }
        }
    }
}
