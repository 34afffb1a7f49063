package dev.nabla.loss.ranking;

import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;

/**
 * A loss with one value per list, computed from the scores and the relevance of its items. Lists are the rows of a matrix, from
 * which the mask removes items, or groups of the items of a vector: see {@link Lists}.
 */
interface ListwiseLoss extends JointLoss {

    int PREDICTIONS = 0;
    int TARGETS = 1;

    /** Numbers of scratch per item, and operations per pair of items. */
    long SCRATCH = 16;
    long OPERATIONS_PER_PAIR = 50;

    /** The loss of one list, which has at least one item; no number is NaN. */
    ListTerms terms(double[] scores, double[] relevance);

    /** The inputs of a listwise loss, given the relevance of items. The loss has as many derivatives as it says. */
    static List<Input> inputs(Input scores, Input relevance) {
        return List.of(scores.shaped("..., L"), relevance,
                Input.labels("group_ids", "the list of each item, if predictions have one axis").optional(),
                Input.lengths("L", "group_sizes", "how many items each list has, one list after another")
                        .shaped("N").optional());
    }

    /** Scores of items. */
    static Input scores() {
        return Input.numbers("predictions", "scores of the items, one list per row, or with one axis in groups");
    }

    /** The relevance of items. */
    static Input relevance() {
        return Input.numbers("targets", "relevance of the items");
    }

    @Override
    default AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    default AxisNames maskAxes() {
        return AxisNames.of("..., L");
    }

    @Override
    default Map<String, Integer> derivedSizes(Inputs inputs) {
        OptionalInt count = Lists.count(inputs);
        return count.isPresent() ? Map.of("N", count.getAsInt()) : Map.of();
    }

    @Override
    default IntToDoubleFunction sums(int input, Batch batch, Geometry geometry, IntToDoubleFunction ofValue) {
        int[] lists = Lists.of(batch).ofItems();
        return item -> ofValue.applyAsDouble(lists[item]);
    }

    @Override
    default List<Fault> faults(Batch batch) {
        return Lists.fault(batch).stream().toList();
    }

    @Override
    default Pass forward(Batch batch) {
        return new ListPass(this, batch, Lists.of(batch));
    }

    /** The cost of a loss that visits the pairs of items of each list. */
    static Cost costOfPairs(Inputs inputs) {
        return Cost.scratch(SCRATCH * inputs.shape(PREDICTIONS).elements())
                .plus(Cost.operations(Cost.times(OPERATIONS_PER_PAIR, Lists.pairs(inputs))));
    }

    /** The evaluation of all lists, each by itself. */
    record ListPass(ListwiseLoss loss, Batch batch, Lists lists) implements Pass {

        @Override
        public double value(int value) {
            Deadline.check();
            return terms(items(value)).value();
        }

        @Override
        public double divisor(int value) {
            return items(value).length > 0 ? 1 : 0;
        }

        @Override
        public int parts(int input) {
            return lists.count();
        }

        @Override
        public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
            write(from, to, cotangents, gradient, ListTerms::gradient);
        }

        @Override
        public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
            write(from, to, cotangents, hessian, ListTerms::hessian);
        }

        private void write(int from, int to, Cotangents cotangents, double[] into, Derivative derivative) {
            for (int list = from; list < to; list++) {
                Deadline.check();
                int[] items = items(list);
                double[] own = new double[items.length];
                derivative.write(terms(items), cotangents.of(list), own);
                for (int i = 0; i < items.length; i++) {
                    into[items[i]] = own[i];
                }
            }
        }

        private int[] items(int list) {
            return lists.items(list, batch::isIncluded);
        }

        private ListTerms terms(int[] items) {
            double[] scores = numbers(PREDICTIONS, items);
            double[] relevance = numbers(TARGETS, items);
            if (items.length == 0) {
                return ConstantTerms.ZERO;
            }
            return DoubleArrays.containsNaN(scores, 0, items.length)
                    || DoubleArrays.containsNaN(relevance, 0, items.length)
                            ? ConstantTerms.UNDEFINED
                            : loss.terms(scores, relevance);
        }

        private double[] numbers(int input, int[] items) {
            double[] all = batch.elements(input);
            double[] own = new double[items.length];
            Arrays.setAll(own, i -> all[items[i]]);
            return own;
        }
    }

    /** A derivative of the loss of a list. */
    @FunctionalInterface
    interface Derivative {

        void write(ListTerms terms, DoubleDouble cotangent, double[] into);
    }
}
