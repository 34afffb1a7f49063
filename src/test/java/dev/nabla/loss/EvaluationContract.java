package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nabla.evaluation.ActiveElements;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.oracle.Oracle;
import dev.nabla.oracle.Ulps;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reductions, weights, masks, order and upstream gradients mean the same for every loss. */
interface EvaluationContract<L extends Loss> extends LossFixture<L> {

    List<Double> EXTREMES = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE,
            -Double.MAX_VALUE, 1e300, -1e300, 0x1p53, -0x1p53, 7.5, -7.5, 0.0, Double.MIN_VALUE, -Double.MIN_VALUE,
            1e-300);

    @Test
    default void answerWhenInputsAreFiniteShouldNotBeNaN() {
        hardPoints().forEach(point -> {
            Evaluation evaluation = Evaluator.evaluate(point.task());
            assertThat(everyNumber(evaluation)).as("%s", point).noneMatch(number -> Double.isNaN(number));
        });
    }

    /** Both round one compensated sum: the mean once, the quotient twice. Values with sizes of their own have no such sum. */
    @Test
    default void meanShouldBeTheSumDividedByTheCount() {
        assumeTrue(defaults().reductions().contains(Reduction.SUM));
        forEachVariant((loss, task) -> {
            Task even = withoutParameters(task);
            assumeFalse(Oracle.hasSizes(even, formula(loss)));
            double count = Oracle.divisor(even, formula(loss)).doubleValue();
            assertThat(loss(even, Reduction.MEAN)).isCloseTo(loss(even, Reduction.SUM) / count, withinUlps(2));
        });
    }

    /** The unreduced values are what is summed, and the compensated sum rounds once. */
    @Test
    default void sumShouldBeTheUnreducedValuesAddedUp() {
        assumeTrue(defaults().reductions().contains(Reduction.SUM));
        forEachVariant((loss, task) -> {
            double[] unreduced = new EvaluationView(
                    Evaluator.evaluate(TaskBuilder.like(task).reduction(Reduction.NONE).build())).loss();
            BigDecimal exact = Arrays.stream(unreduced).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            assertThat(Ulps.distance(loss(task, Reduction.SUM), exact)).as("%s", loss).isLessThanOrEqualTo(0.501);
        });
    }

    @Test
    default void weightedMeanWhenWeightsAreEqualShouldBeTheMean() {
        assumeTrue(defaults().takesSampleWeights());
        forEachVariant((loss, task) -> {
            Shape values = task.geometry().values();
            double[] equal = new double[values.elements()];
            Arrays.fill(equal, 2);
            Task weighted = TaskBuilder.like(task).reduction(Reduction.WEIGHTED_MEAN)
                    .sampleWeight(TaskBuilder.tensor(values, equal)).build();
            assertSame(Evaluator.evaluate(weighted), Evaluator.evaluate(task));
        });
    }

    /** A factor of all weights cancels, although their sum or a product of one is beyond float64, above or below. */
    @Test
    default void weightedMeanWhenWeightsAreExtremeShouldBeThatOfOrdinaryWeights() {
        assumeTrue(defaults().takesSampleWeights());
        forEachVariant((loss, task) -> {
            Task ordinary = weighted(task, 1).reduction(Reduction.WEIGHTED_MEAN).build();
            for (double factor : new double[]{0x1p1021, 0x1p-1074}) {
                Task extreme = weighted(task, factor).reduction(Reduction.WEIGHTED_MEAN).build();
                assertSame(Evaluator.evaluate(extreme), Evaluator.evaluate(ordinary));
            }
        });
    }

    /** Reciprocal factors of weight and upstream gradient cancel. */
    @Test
    default void gradientWhenWeightAndUpstreamAreExtremeShouldBeThatOfOrdinaryOnes() {
        assumeFalse(defaults() instanceof AggregateLoss);
        forEachVariant((loss, task) -> {
            for (Reduction reduction : loss.reductions()) {
                Task ordinary = weighted(task, 1).reduction(reduction).gradOutput(upstream(task, reduction, 1)).build();
                for (double factor : new double[]{0x1p1021, 0x1p-1021}) {
                    Task extreme = weighted(task, factor).reduction(reduction)
                            .gradOutput(
                                    upstream(task, reduction, reduction == Reduction.WEIGHTED_MEAN ? 1 : 1 / factor))
                            .build();
                    assertSameDerivatives(Evaluator.evaluate(extreme), Evaluator.evaluate(ordinary));
                }
            }
        });
    }

    /**
     * A reduction is linear in a weight, so its slope is what it is if that weight is 1 and the others are 0. A weighted mean is a
     * quotient of two that are, (a + bw)/(c + dw): its slope follows from it at w, at w + 1 and far away.
     */
    @Test
    default void gradientOfWeightShouldBeTheSlopeOfTheReduction() {
        assumeTrue(defaults().takesSampleWeights());
        assumeFalse(defaults() instanceof AggregateLoss);
        forEachVariant((loss, task) -> {
            for (Reduction reduction : loss.reductions()) {
                if (reduction != Reduction.NONE) {
                    assertSlopes(weighted(task, 1).mask(TaskTransforms.mask(task, i -> i != 1)).reduction(reduction)
                            .hessian(false).wrt(Set.of(Task.SAMPLE_WEIGHT)).build());
                }
            }
        });
    }

    private static void assertSlopes(Task task) {
        double upstream = -1.5;
        Task scaled = TaskBuilder.like(task).hessian(false).gradOutput(TaskBuilder.scalar(upstream)).build();
        double[] gradient = numbers(Evaluator.evaluate(scaled).gradients(), Task.SAMPLE_WEIGHT);
        double[] weights = Objects.requireNonNull(task.sampleWeight()).widened().values();
        double loss = loss(task, weights);
        for (int i = 0; i < Math.min(gradient.length, 6); i++) {
            double far = loss(task, changed(new double[weights.length], i));
            if (task.reduction() == Reduction.WEIGHTED_MEAN) {
                double next = loss(task, changed(weights.clone(), i));
                // a value that is masked or ignored has no mean alone
                double slope = Double.isNaN(far) || far == next ? 0 : (next - loss) * (far - loss) / (far - next);
                double size = Math.abs(loss) + Math.abs(next) + (Double.isNaN(far) ? 0 : Math.abs(far));
                assertThat(gradient[i]).isCloseTo(upstream * slope, offset(1e-12 * size));
            } else {
                assertThat(gradient[i]).isCloseTo(upstream * far, withinUlps(2));
            }
        }
    }

    private static double[] changed(double[] weights, int index) {
        weights[index]++;
        return weights;
    }

    private static double loss(Task task, double... weights) {
        return Evaluator.evaluate(TaskBuilder.like(task).wrt(Set.of()).hessian(false)
                .sampleWeight(TaskBuilder.tensor(task.geometry().values(), weights)).build()).loss().get(0);
    }

    /** Small integers times a factor, as weights. */
    private static TaskBuilder weighted(Task task, double factor) {
        Shape values = task.geometry().values();
        double[] weights = new double[values.elements()];
        Arrays.setAll(weights, i -> factor * (1 + i % 5));
        return TaskBuilder.like(task).sampleWeight(TaskBuilder.tensor(values, weights));
    }

    private static Tensor upstream(Task task, Reduction reduction, double number) {
        Shape values = task.geometry().values();
        double[] equal = new double[values.elements()];
        Arrays.fill(equal, number);
        return reduction == Reduction.NONE ? TaskBuilder.tensor(values, equal) : TaskBuilder.scalar(number);
    }

    /** A masked place holds anything, and a loop of a formula may have no end outside its domain. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void answerWhenMaskedShouldBeThatOfTheRest() {
        assumeTrue(isSliced());
        forEachVariant((loss, task) -> {
            for (Reduction reduction : loss.reductions()) {
                int count = TaskTransforms.count(task);
                boolean[] mask = TaskTransforms.mask(count, i -> i != 1 && i != count - 1);
                int[] rest = IntStream.range(0, count).filter(i -> mask[i]).toArray();
                Task some = TaskTransforms.select(task, rest).reduction(reduction).build();
                for (double rubbish : EXTREMES) {
                    Task masked = TaskBuilder.like(spoiled(task, mask, rubbish)).reduction(reduction).mask(mask)
                            .build();
                    assertThat(Evaluator.check(masked)).isEmpty();
                    assertSameWithZeros(task, Evaluator.evaluate(masked), Evaluator.evaluate(some), mask);
                }
            }
        });
    }

    /** In every place that its domain allows; other values stay the same to the bit. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void answerWhenOneNumberIsExtremeShouldArriveAndLeaveOtherValuesAlone() {
        assumeFalse(defaults() instanceof BatchLoss);
        forEachVariant((loss, task) -> {
            Task unreduced = TaskBuilder.like(task).reduction(Reduction.NONE).build();
            Evaluation clean = Evaluator.evaluate(unreduced);
            for (String input : sliced(task)) {
                for (double extreme : EXTREMES) {
                    Task hit = withOneNumber(unreduced, input, extreme);
                    if (Evaluator.check(hit).isEmpty()) {
                        assertElsewhereTheSame(Evaluator.evaluate(hit), clean);
                    }
                }
            }
        });
    }

    private static List<String> sliced(Task task) {
        return task.inputs().keySet().stream().filter(input -> !TaskTransforms.isParameter(task, input)).toList();
    }

    private static Task withOneNumber(Task task, String input, double number) {
        Tensor changed = TaskTransforms.copy(tensor(task, input));
        changed.set(2 * changed.shape().stride(0), number);
        return TaskBuilder.like(task).input(input, changed).build();
    }

    private static void assertElsewhereTheSame(Evaluation hit, Evaluation clean) {
        assertElsewhereTheSame(hit.loss(), clean.loss());
        hit.gradients().forEach((name, gradient) -> assertElsewhereTheSame(gradient,
                tensor(clean.gradients(), name)));
        hit.hessianDiagonals().forEach((name, hessian) -> assertElsewhereTheSame(hessian,
                tensor(clean.hessianDiagonals(), name)));
    }

    /** The same but in the third slice. */
    private static void assertElsewhereTheSame(Tensor hit, Tensor clean) {
        int length = clean.shape().stride(0);
        double[] expected = bits(clean).clone();
        System.arraycopy(bits(hit), 2 * length, expected, 2 * length, length);
        assertThat(bits(hit)).containsExactly(expected);
    }

    /** To the bit, unless derivatives are added up in the order of the items: then as near to the exact ones as in any order. */
    @Test
    default void gradientWhenValuesArePermutedShouldBePermuted() {
        assumeTrue(isSliced());
        forEachVariant((loss, task) -> {
            List<Integer> order = new ArrayList<>(IntStream.range(0, TaskTransforms.count(task)).boxed().toList());
            Collections.shuffle(order, new Random(SEED));
            int[] permutation = order.stream().mapToInt(i -> i).toArray();
            Evaluation straight = Evaluator.evaluate(task);
            Task shuffled = TaskTransforms.select(task, permutation).build();
            Evaluation permuted = Evaluator.evaluate(shuffled);
            if (addsInOrder()) {
                assertThat(deviations(loss, shuffled)).allMatch(deviation -> deviation.ulps() <= budget());
            } else {
                straight.gradients().forEach((input, gradient) -> assertThat(numbers(permuted.gradients(), input))
                        .as("%s of %s", input, loss).containsExactly(
                                bits(TaskTransforms.select(gradient, TaskTransforms.axis(task, input), permutation))));
            }
            assertThat(permuted.loss().get(0)).isCloseTo(straight.loss().get(0), withinUlps(1));
        });
    }

    @Test
    default void gradientWhenUpstreamIsPowerOfTwoShouldBeScaledExactly() {
        forEachVariant((loss, task) -> {
            Evaluation plain = Evaluator.evaluate(task);
            Evaluation scaled = Evaluator
                    .evaluate(TaskBuilder.like(task).gradOutput(TaskBuilder.scalar(-4)).build());
            plain.gradients().forEach((input, gradient) -> assertThat(numbers(scaled.gradients(), input))
                    .containsExactly(Arrays.stream(bits(gradient)).map(slope -> -4 * slope + 0.0).toArray()));
            plain.hessianDiagonals().forEach((input, hessian) -> assertThat(numbers(scaled.hessianDiagonals(), input))
                    .containsExactly(Arrays.stream(bits(hessian)).map(slope -> -4 * slope + 0.0).toArray()));
        });
    }

    /** What multiplies the gradient of each value; where values share items, all have the same weight and upstream gradient. */
    @Test
    default void hessianWhenConstantShouldBeTheFactorOfTheGradient() {
        assumeFalse(defaults() instanceof AggregateLoss);
        forEachVariant((loss, task) -> {
            for (Reduction reduction : loss.reductions()) {
                TaskBuilder builder = TaskBuilder.like(task).reduction(reduction).hessian(Hessian.CONSTANT);
                Task scaled = loss instanceof BatchLoss
                        ? evenly(builder, task, reduction)
                        : TaskTransforms.draw(builder, random());
                Task plain = TaskBuilder.like(task).mask(scaled.mask()).reduction(Reduction.NONE).build();
                assertFactors(plain, Evaluator.evaluate(scaled), Evaluator.evaluate(plain));
                if (!(loss instanceof BatchLoss)) {
                    assertZeroWhereExcluded(scaled);
                }
            }
        });
    }

    /** The same weight for all values, the second masked, and an upstream gradient. */
    private static Task evenly(TaskBuilder builder, Task task, Reduction reduction) {
        Shape values = task.geometry().values();
        double[] weights = new double[values.elements()];
        Arrays.fill(weights, 0.75);
        return builder.sampleWeight(TaskBuilder.tensor(values, weights)).mask(TaskTransforms.mask(task, i -> i != 1))
                .gradOutput(upstream(task, reduction, -1.5)).build();
    }

    /** Of the inputs that have elements for each value, unlike centers. */
    private static void assertFactors(Task task, Evaluation scaled, Evaluation plain) {
        plain.gradients().forEach((name, gradient) -> {
            double[] factors = numbers(scaled.hessianDiagonals(), name);
            for (int i = 0; gradient.shape().equals(task.firstShape()) && i < factors.length; i++) {
                if (Math.abs(gradient.get(i)) > 1e-200) {
                    assertThat(factors[i]).as("%s[%s]", name, i).isCloseTo(
                            tensor(scaled.gradients(), name).get(i) / gradient.get(i), withinUlps(6));
                }
            }
        });
    }

    private static void assertZeroWhereExcluded(Task task) {
        ActiveElements active = new ActiveElements(task);
        Evaluator.evaluate(task).hessianDiagonals().forEach((name, hessian) -> {
            for (int i = 0; hessian.shape().equals(task.firstShape()) && i < hessian.shape().elements(); i++) {
                assertThat(hessian.get(i) != 0).as("%s[%s]", name, i).isEqualTo(active.contains(i));
            }
        });
    }

    /** Whatever the inputs hold. A center is shared by all values. */
    @Test
    default void hessianWhenConstantAndNothingScalesShouldBeOne() {
        assumeTrue(defaults().reductions().contains(Reduction.SUM));
        forEachVariant((loss, task) -> {
            Task constant = TaskBuilder.like(task).reduction(Reduction.SUM).hessian(Hessian.CONSTANT).build();
            Evaluator.evaluate(constant).hessianDiagonals().forEach((name, hessian) -> {
                if (hessian.shape().equals(task.firstShape())) {
                    assertThat(bits(hessian)).as("%s of %s", name, loss).containsOnly(1.0);
                }
            });
        });
    }

    @Test
    default void answerWhenValueHoldsNaNShouldBeNaNThereAndNowhereElse() {
        assumeFalse(defaults() instanceof BatchLoss);
        forEachVariant((loss, task) -> {
            Task unreduced = TaskBuilder.like(task).reduction(Reduction.NONE).build();
            for (Input input : loss.inputs()) {
                if (input.elements().isRounded(false) && input.domain() == null) {
                    assertIsolated(unreduced, input.name());
                }
            }
        });
    }

    private static void assertIsolated(Task task, String input) {
        Tensor spoiled = TaskTransforms.copy(tensor(task, input));
        int length = spoiled.shape().stride(0);
        spoiled.set(2 * length, Double.NaN);
        Evaluation clean = Evaluator.evaluate(task);
        Evaluation hit = Evaluator.evaluate(TaskBuilder.like(task).input(input, spoiled).build());
        assertHit(bits(hit.loss()), bits(clean.loss()), 1);
        hit.gradients().forEach((name, gradient) -> assertHit(bits(gradient), numbers(clean.gradients(), name),
                gradient.shape().stride(0)));
        hit.hessianDiagonals().forEach((name, hessian) -> assertHit(bits(hessian),
                numbers(clean.hessianDiagonals(), name), hessian.shape().stride(0)));
    }

    /** NaN in the third slice, and otherwise as it was. */
    private static void assertHit(double[] hit, double[] clean, int length) {
        double[] expected = clean.clone();
        Arrays.fill(expected, 2 * length, 3 * length, Double.NaN);
        assertThat(hit).containsExactly(expected);
    }

    @Test
    default void answerWhenNothingTakesPartShouldBeNaNForMeansAndZeroForSums() {
        forEachVariant((loss, task) -> {
            for (Reduction reduction : loss.reductions()) {
                Task masked = TaskBuilder.like(task).reduction(reduction).mask(TaskTransforms.mask(task, _ -> false))
                        .build();
                assertNothing(Evaluator.evaluate(masked), reduction.isMean() && !countsMaskedValues());
                if (isSliced()) {
                    assertNothing(Evaluator.evaluate(TaskTransforms.select(task).reduction(reduction).build()),
                            reduction.isMean());
                }
            }
        });
    }

    private static void assertNothing(Evaluation nothing, boolean isUndefined) {
        assertAll(nothing.loss(), isUndefined ? Double.NaN : 0.0);
        nothing.gradients().values().forEach(gradient -> assertAll(gradient, 0));
        nothing.hessianDiagonals().values().forEach(hessian -> assertAll(hessian, 0));
    }

    private static void assertAll(Tensor tensor, double expected) {
        double[] all = new double[tensor.shape().elements()];
        Arrays.fill(all, expected);
        assertThat(bits(tensor)).containsExactly(all);
    }

    @Test
    default void answerWhenWeightsSumToZeroShouldBeNaNWhereValuesTakePartAndZeroElsewhere() {
        assumeTrue(defaults().takesSampleWeights());
        assumeTrue(isSliced());
        forEachVariant((loss, task) -> {
            int last = TaskTransforms.count(task) - 1;
            double[] weights = new double[last + 1];
            if (loss.sampleWeights().contains(-1)) {
                Arrays.setAll(weights, i -> i == 0 ? 1 - last : 1);
            }
            Evaluation evaluation = Evaluator.evaluate(TaskBuilder.like(withoutParameters(task))
                    .reduction(Reduction.WEIGHTED_MEAN).sampleWeight(weights)
                    .mask(TaskTransforms.mask(last + 1, i -> i != last)).build());
            assertAll(evaluation.loss(), Double.NaN);
            evaluation.gradients().forEach((name, gradient) -> assertNaNButTheLast(task, name, gradient));
            evaluation.hessianDiagonals().forEach((name, hessian) -> assertNaNButTheLast(task, name, hessian));
        });
    }

    /** NaN in all slices but the last; of what values share, somewhere. */
    private static void assertNaNButTheLast(Task task, String name, Tensor tensor) {
        OptionalInt axis = TaskTransforms.axis(task, name);
        int last = TaskTransforms.count(task) - 1;
        if (axis.isEmpty()) {
            assertThat(bits(tensor)).contains(Double.NaN);
            return;
        }
        double[] expected = IntStream.range(0, tensor.shape().elements())
                .mapToDouble(i -> tensor.shape().indexOf(i)[axis.getAsInt()] == last ? 0 : Double.NaN).toArray();
        assertThat(bits(tensor)).containsExactly(expected);
    }

    @Test
    default void gradientsWhenOnlySomeAreWantedShouldBeTheSame() {
        forEachVariant((loss, task) -> {
            Evaluation all = Evaluator.evaluate(task);
            for (String input : task.wrt()) {
                Evaluation one = Evaluator.evaluate(TaskBuilder.like(task).wrt(Set.of(input)).build());
                assertThat(one.gradients()).containsOnlyKeys(input);
                assertThat(numbers(one.gradients(), input)).containsExactly(numbers(all.gradients(), input));
                assertThat(bits(one.loss())).containsExactly(bits(all.loss()));
            }
            Evaluation none = Evaluator.evaluate(TaskBuilder.like(task).wrt(Set.of()).build());
            assertThat(none.gradients()).isEmpty();
            assertThat(bits(none.loss())).containsExactly(bits(all.loss()));
        });
    }

    /** What an answer to somebody else left in the arrays cannot be seen. */
    @Test
    default void answerWhenArraysAreUsedShouldBeTheSame() {
        forEachVariant((loss, task) -> {
            int count = task.geometry().mask().elements();
            for (int taking = 0; taking <= count; taking += Math.max(1, count - 1)) {
                int most = taking;
                Task some = TaskBuilder.like(task).mask(TaskTransforms.mask(task, i -> i < most)).build();
                assertSame(evaluateInUsedArrays(some), Evaluator.evaluate(some));
            }
        });
    }

    /** The arrays in use at the same time take no more than was admitted, but for a scalar. */
    @Test
    default void costShouldCoverTheArraysOfAnEvaluation() {
        forEachVariant((loss, task) -> {
            LongAccumulator peak = new LongAccumulator(Math::max, 0);
            LongAdder used = new LongAdder();
            try (Storage.Lease _ = new Storage(0, 0).lend(bytes -> {
                used.add(bytes);
                peak.accumulate(used.sum());
            })) {
                Evaluator.evaluate(task);
            }
            assertThat(peak.get()).isLessThanOrEqualTo(Evaluator.cost(task).bytes() + Double.BYTES);
        });
    }

    private static Evaluation evaluateInUsedArrays(Task task) {
        Storage storage = new Storage(0, Long.MAX_VALUE);
        try (Storage.Lease _ = storage.lend()) {
            Evaluation evaluation = Evaluator.evaluate(task);
            soil(evaluation.loss());
            evaluation.gradients().values().forEach(EvaluationContract::soil);
            evaluation.hessianDiagonals().values().forEach(EvaluationContract::soil);
        }
        try (Storage.Lease _ = storage.lend()) {
            return Evaluator.evaluate(task);
        }
    }

    private static void soil(Tensor tensor) {
        IntStream.range(0, tensor.shape().elements()).forEach(i -> tensor.set(i, 7.25));
    }

    @Test
    default void gradientOfTargetsWhenLossIsOfResidualShouldBeTheNegative() {
        assumeTrue(ResidualLoss.isOfResidual(defaults()));
        hardPoints().forEach(point -> {
            EvaluationView evaluation = new EvaluationView(Evaluator.evaluate(point.task()));
            double[] negative = Arrays.stream(evaluation.gradient()).map(slope -> 0.0 - slope).toArray();
            assertThat(evaluation.gradient("targets")).containsExactly(negative);
            assertThat(evaluation.hessian("targets")).containsExactly(evaluation.hessian());
        });
    }

    /** Whether each value has a slice of every input along its first axis, and the mask a place for each. */
    private boolean isSliced() {
        return !(defaults() instanceof BatchLoss loss) || loss.maskAxes().equals(loss.valueAxes());
    }

    private static Percentage withinUlps(int ulps) {
        return Percentage.withPercentage(100 * ulps * Math.ulp(1.0));
    }

    private void forEachVariant(BiConsumer<L, Task> test) {
        for (L loss : variants()) {
            test.accept(loss, several(loss, random()).build());
        }
    }

    private static double loss(Task task, Reduction reduction) {
        return Evaluator.evaluate(TaskBuilder.like(task).reduction(reduction).build()).loss().get(0);
    }

    /** The task with rubbish wherever the mask is false. */
    private static Task spoiled(Task task, boolean[] mask, double rubbish) {
        TaskBuilder builder = TaskBuilder.like(task);
        task.inputs().forEach((name, tensor) -> TaskTransforms.axis(task, name).ifPresent(axis -> {
            Tensor spoiled = TaskTransforms.copy(tensor);
            IntStream.range(0, tensor.shape().elements()).filter(i -> !mask[tensor.shape().indexOf(i)[axis]])
                    .forEach(i -> spoiled.set(i, rubbish));
            builder.input(name, spoiled);
        }));
        return builder.build();
    }

    /** Class weights make values count differently, so that sample weights that sum to 0 would not. */
    private static Task withoutParameters(Task task) {
        TaskBuilder builder = TaskBuilder.like(task);
        task.inputs().forEach((name, tensor) -> {
            if (TaskTransforms.isParameter(task, name)) {
                Tensor ones = Tensor.zeros(tensor.shape(), tensor.dtype());
                IntStream.range(0, ones.shape().elements()).forEach(i -> ones.set(i, 1));
                builder.input(name, ones);
            }
        });
        return builder.build();
    }

    private static void assertSame(Evaluation actual, Evaluation expected) {
        assertThat(bits(actual.loss())).containsExactly(bits(expected.loss()));
        assertSameDerivatives(actual, expected);
    }

    private static void assertSameDerivatives(Evaluation actual, Evaluation expected) {
        expected.gradients().forEach((name, gradient) -> assertThat(numbers(actual.gradients(), name))
                .containsExactly(bits(gradient)));
        expected.hessianDiagonals().forEach((name, hessian) -> assertThat(numbers(actual.hessianDiagonals(), name))
                .containsExactly(bits(hessian)));
    }

    /** The same numbers, with zeros put in where the mask is false. */
    private static void assertSameWithZeros(Task task, Evaluation masked, Evaluation some, boolean[] mask) {
        boolean isReduced = masked.loss().shape().rank() == 0;
        assertThat(bits(masked.loss()))
                .containsExactly(isReduced ? bits(some.loss()) : spread(some.loss(), OptionalInt.of(0), mask));
        some.gradients().forEach((name, gradient) -> assertThat(numbers(masked.gradients(), name))
                .containsExactly(spread(gradient, TaskTransforms.axis(task, name), mask)));
        some.hessianDiagonals().forEach((name, hessian) -> assertThat(numbers(masked.hessianDiagonals(), name))
                .containsExactly(spread(hessian, TaskTransforms.axis(task, name), mask)));
    }

    private static double[] spread(Tensor some, OptionalInt along, boolean[] mask) {
        if (along.isEmpty()) {
            return bits(some);
        }
        int axis = along.getAsInt();
        Shape shape = some.shape().with(axis, mask.length);
        double[] spread = new double[shape.elements()];
        int next = 0;
        for (int i = 0; i < spread.length; i++) {
            spread[i] = mask[shape.indexOf(i)[axis]] ? some.get(next++) + 0.0 : 0;
        }
        return spread;
    }

    private static List<Double> everyNumber(Evaluation evaluation) {
        DoubleStream gradients = evaluation.gradients().values().stream()
                .flatMapToDouble(gradient -> Arrays.stream(bits(gradient)));
        DoubleStream hessians = evaluation.hessianDiagonals().values().stream()
                .flatMapToDouble(hessian -> Arrays.stream(bits(hessian)));
        return DoubleStream.concat(Arrays.stream(bits(evaluation.loss())), DoubleStream.concat(gradients, hessians))
                .boxed().toList();
    }

    private static double[] bits(Tensor tensor) {
        return EvaluationView.numbers(tensor);
    }

    private static double[] numbers(Map<String, Tensor> tensors, String name) {
        return bits(tensor(tensors, name));
    }

    private static Tensor tensor(Task task, String input) {
        return tensor(task.inputs(), input);
    }

    private static Tensor tensor(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new AssertionError("no " + name);
        }
        return tensor;
    }
}
