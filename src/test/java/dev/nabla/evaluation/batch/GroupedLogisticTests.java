package dev.nabla.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluatedLossContract;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import dev.nabla.request.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupedLogisticTests extends EvaluatedLossContract<GroupedLogistic> {

    /** log 2: the loss of a pair of equal scores. */
    private static final double LOG_2 = 0.6931471805599453;

    @Override
    public List<GroupedLogistic> variants() {
        return List.of(new GroupedLogistic());
    }

    @Override
    public double budget() {
        return 8;
    }

    @Override
    public double[][] draw(GroupedLogistic loss, RandomGenerator random) {
        return new double[][]{random.doubles(6, -2, 2).toArray(), {3, 1, 2, 0, 1, 2}, {7, 7, -4, 7, -4, 9}};
    }

    @Override
    public Stream<Point<GroupedLogistic>> hardPoints() {
        return Stream.of(
                new Point<>(new GroupedLogistic(), new double[]{40, -40, 0, 3}, new double[]{0, 1, 2, 2},
                        new double[]{1, 1, 1, 1}),
                new Point<>(new GroupedLogistic(), new double[]{1, 2}, new double[]{1, 1}, new double[]{0, 1}));
    }

    @Override
    public Formula formula(GroupedLogistic loss) {
        return new Pairs();
    }

    private static final class Pairs implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] scores = sample.all("predictions");
            BigDecimal[] relevance = sample.all("targets");
            List<BigDecimal> terms = new ArrayList<>();
            for (int i : members(sample)) {
                for (int j : members(sample)) {
                    if (relevance[i].compareTo(relevance[j]) > 0) {
                        terms.add(math.softplus(scores[j].subtract(scores[i])));
                    }
                }
            }
            BigDecimal count = BigDecimal.valueOf(Math.max(1, terms.size()));
            return terms.isEmpty()
                    ? List.of(BigDecimal.ZERO)
                    : terms.stream().map(term -> math.divide(term, count)).toList();
        }

        private static int[] members(Sample sample) {
            BigDecimal[] groups = sample.all("groups");
            BigDecimal group = Arrays.stream(groups).distinct().toList().get(sample.the("value").intValueExact());
            return IntStream.range(0, groups.length)
                    .filter(i -> groups[i].compareTo(group) == 0 && sample.all("mask")[i].signum() > 0).toArray();
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return members(sample).length == 0;
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static TaskBuilder task(double... groups) {
        return TaskBuilder.of(new GroupedLogistic()).input("predictions", 0, 0, 0, 0).input("targets", 1, 0, 1, 0)
                .input("groups", groups).reduction(Reduction.NONE);
    }

    // By hand: two groups with one pair of equal scores each: log 2, gradient -1/2 and 1/2, curvature 1/4.
    @Test
    void answerWhenThereAreTwoGroupsShouldHaveOneValueForEach() {
        EvaluationView answered = task(5, 5, 3, 3).answer();
        assertThat(answered.loss()).containsExactly(LOG_2, LOG_2);
        assertThat(answered.gradient()).containsExactly(-0.5, 0.5, -0.5, 0.5);
        assertThat(answered.hessian()).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    // By hand: without its lower item the first group has no pair and loss 0, and it counts; without both it does not count.
    @Test
    void maskShouldLeaveOutItemsAndNotGroups() {
        TaskBuilder mean = task(5, 5, 3, 3).reduction(Reduction.MEAN);
        assertThat(mean.mask(true, false, true, true).answer().loss()).containsExactly(LOG_2 / 2);
        assertThat(mean.mask(false, false, true, true).answer().loss()).containsExactly(LOG_2);
    }

    @Test
    void sampleWeightShouldHaveOnePlacePerGroup() {
        assertThat(task(5, 5, 3, 3).sampleWeight(2, 1).answer().gradient()).containsExactly(-1, 1, -0.5, 0.5);
        Fault fault = task(5, 5, 3, 3).sampleWeight(1, 1, 1, 1).fault();
        assertThat(fault.detail())
                .isEqualTo("sample_weight must have the shape [2] of the unreduced loss, has [4]");
    }

    @Test
    void maskOfAnotherShapeShouldBeRefusedWithTheShapeItMustHave() {
        Fault fault = task(5, 5, 3, 3).mask(true, false).fault();
        assertThat(fault.field()).isEqualTo("mask");
        assertThat(fault.detail()).isEqualTo("mask must have the shape [4], has [2]");
    }

    @Test
    void groupWhenItIsNoIntegerShouldBeRefusedUnlessItsItemIsMasked() {
        Fault fault = task(5, 5, 3, 2.5).fault();
        assertThat(fault.field()).isEqualTo("groups");
        assertThat(fault.index()).containsExactly(3);
        assertThat(fault.detail()).isEqualTo("must be an integer from -9007199254740991 to 9007199254740991, got 2.5");
        assertThat(Evaluator.check(task(5, 5, 3, 2.5).mask(true, true, true, false).build())).isEmpty();
    }

    @Test
    void checkWhenGroupsAreMissingShouldStillCheckTheOthers() {
        TaskBuilder task = TaskBuilder.of(new GroupedLogistic()).input("predictions", 0, 0).input("targets", 1)
                .sampleWeight(1);
        assertThat(Evaluator.check(task.build())).extracting(Fault::field).containsExactly("targets");
    }
}
