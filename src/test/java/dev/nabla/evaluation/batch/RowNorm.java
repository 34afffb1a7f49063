package dev.nabla.evaluation.batch;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.option.Domain;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One number of items with features: the weighted mean of their squared norms. Mask and weights have a place per item. */
record RowNorm() implements AggregateLoss {

    private static final List<Input> INPUTS = List.of(Input.numbers("predictions", "items").shaped("N, 2")
            .differentiable());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public Set<Reduction> reductions() {
        return EnumSet.of(Reduction.MEAN, Reduction.WEIGHTED_MEAN);
    }

    @Override
    public Domain sampleWeights() {
        return Domain.parse("[0, inf)");
    }

    @Override
    public Pass forward(WeightedBatch batch) {
        double[] items = batch.elements(0);
        int features = batch.shape(0).size(1);
        return new Pass() {

            @Override
            public double loss() {
                CompensatedSum sum = new CompensatedSum();
                for (int i = 0; i < items.length; i++) {
                    if (batch.isIncluded(i / features)) {
                        sum.add(ScaledDoubleDouble.of(items[i]).times(items[i]).times(batch.weight(i / features)));
                    }
                }
                return sum.scaledTotal().dividedBy(batch.divisor()).value();
            }

            @Override
            public int parts(int input) {
                return items.length;
            }

            @Override
            public void gradient(int input, int from, int to, double upstream, double[] gradient) {
                for (int i = from; i < to; i++) {
                    gradient[i] = ScaledDoubleDouble.of(2 * items[i]).times(upstream).times(batch.weight(i / features))
                            .dividedBy(batch.divisor()).value();
                }
            }
        };
    }
}
