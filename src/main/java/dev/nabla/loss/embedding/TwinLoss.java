package dev.nabla.loss.embedding;

import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A loss of two embeddings of each item, computed from the statistics of their components over the batch. Masked items are left
 * out of it.
 */
interface TwinLoss extends AggregateLoss {

    List<Input> INPUTS = List.of(SimilarityLoss.vectors("input1", "embedding of one view of each item"),
            SimilarityLoss.vectors("input2", "embedding of the other view"));

    /** Numbers in memory for each element: high and low parts and rows of both inputs, and a product. */
    int NUMBERS = 7;

    /** Operations for each element. */
    int OPERATIONS = 300;

    /** Products of the matrix of an input with another. */
    int PRODUCTS = 4;

    /** The loss of a batch in which a number is not finite, or of none. */
    Pass UNDEFINED = new Pass() {

        @Override
        public double loss() {
            return Double.NaN;
        }

        @Override
        public void gradient(int input, int from, int to, double upstream, double[] gradient) {
            Arrays.fill(gradient, Double.NaN);
        }
    };

    /** The pass over some items, of finite numbers; at least one. */
    Pass forward(Batch batch, int[] items);

    @Override
    default Pass forward(WeightedBatch batch) {
        int[] items = SimilarityLoss.items(batch);
        boolean isDefined = items.length > 0 && areFinite(batch, 0, items) && areFinite(batch, 1, items);
        return isDefined ? forward(batch, items) : UNDEFINED;
    }

    private static boolean areFinite(Batch batch, int input, int[] items) {
        double[] elements = batch.elements(input);
        int features = batch.shape(input).size(1);
        return IntStream.of(items).flatMap(item -> IntStream.range(item * features, (item + 1) * features))
                .allMatch(i -> Double.isFinite(elements[i]));
    }

    static CenteredColumns columns(Batch batch, int input, int[] items) {
        return new CenteredColumns(batch.elements(input), batch.shape(input).size(1), items);
    }

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    default Set<Reduction> reductions() {
        return EnumSet.of(Reduction.MEAN);
    }

    /** Memory for vectors and the products of their columns. */
    @Override
    default Cost cost(Inputs inputs) {
        long items = inputs.shape(0).size(0);
        long features = inputs.shape(0).size(1);
        long pairs = Cost.times(features, features);
        long threads = 1L + Runtime.getRuntime().availableProcessors();
        return Cost.scratch(NUMBERS * items * features + 2 * pairs + 12 * threads * items + 60 * features)
                .plus(Cost.multiplyAdds(Cost.times(PRODUCTS * items, pairs)))
                .plus(Cost.operations(Cost.times(OPERATIONS, items * features + pairs / 10)));
    }
}
