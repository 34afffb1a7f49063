package dev.nabla.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluatedLossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import dev.nabla.request.Fault;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequenceSquaresTests extends EvaluatedLossContract<SequenceSquares> {

    @Override
    public List<SequenceSquares> variants() {
        return List.of(new SequenceSquares());
    }

    @Override
    public double[][] draw(SequenceSquares loss, RandomGenerator random) {
        return new double[][]{random.doubles(9, -2, 2).toArray(), random.doubles(9, 0, 2).toArray(), {3, 1, 2}};
    }

    @Override
    public Stream<Point<SequenceSquares>> hardPoints() {
        return Stream.of(
                new Point<>(new SequenceSquares(), new double[]{1, 2, 1e100, -4}, new double[]{0, 2, 3, 1e-9},
                        new double[]{1, 2}, new double[]{3, 0.5}),
                new Point<>(new SequenceSquares(), new double[]{1, 2}, new double[]{1, 5}, new double[]{0}));
    }

    @Override
    public Formula formula(SequenceSquares loss) {
        return new Squares();
    }

    private static final class Squares implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int sequence = sample.the("value").intValueExact();
            BigDecimal[] scales = sample.all("scale");
            BigDecimal scale = scales.length == 0 ? BigDecimal.ONE : scales[sequence];
            List<BigDecimal> terms = new ArrayList<>(List.of(BigDecimal.ZERO));
            for (int position : counted(sample)) {
                terms.add(sample.all("predictions")[position].subtract(sample.all("targets")[position]).pow(2)
                        .multiply(scale));
            }
            return List.of(terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }

        private static List<Integer> counted(Sample sample) {
            int sequence = sample.the("value").intValueExact();
            int steps = sample.all("predictions").length / sample.all("lengths").length;
            List<Integer> positions = new ArrayList<>();
            for (int step = 0; step < sample.all("lengths")[sequence].intValueExact(); step++) {
                if (sample.all("mask")[sequence * steps + step].signum() > 0) {
                    positions.add(sequence * steps + step);
                }
            }
            return positions;
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return counted(sample).isEmpty();
        }
    }

    private static TaskBuilder task(double... lengths) {
        return TaskBuilder.of(new SequenceSquares()).rows("predictions", new double[][]{{1, 2, 3}, {4, 5, 6}})
                .rows("targets", new double[2][3]).input("lengths", lengths).reduction(Reduction.NONE);
    }

    private static BooleanTensor mask(boolean... places) {
        return new BooleanTensor(Shape.of(2, 3), places);
    }

    // By hand: 1 + 4 = 5 and 16; steps beyond the length have gradient 0.
    @Test
    void answerWhenSequencesAreShorterShouldLeaveOutWhatIsBeyond() {
        assertThat(task(2, 1).answer().loss()).containsExactly(5, 16);
        assertThat(task(2, 1).answer().gradient()).containsExactly(2, 4, 0, 8, 0, 0);
    }

    // By hand: 4 and nothing; the mean is over the sequence that has a step.
    @Test
    void maskShouldLeaveOutStepsAndSequencesWithoutAny() {
        TaskBuilder task = task(2, 1).mask(mask(false, true, true, false, true, true));
        assertThat(task.answer().loss()).containsExactly(4, 0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(4);
    }

    // By hand: twice the loss and gradient of the first, half of those of the second.
    @Test
    void optionalInputWhenSentShouldEnterAndElseBeAbsent() {
        TaskBuilder task = task(2, 1).input("scale", 2, 0.5);
        assertThat(task.answer().loss()).containsExactly(10, 8);
        assertThat(task.answer().gradient()).containsExactly(4, 8, 0, 4, 0, 0);
    }

    @Test
    void lengthWhenItExceedsTheAxisShouldBeRefused() {
        Fault fault = task(2, 4).fault();
        assertThat(fault.field()).isEqualTo("lengths");
        assertThat(fault.index()).containsExactly(1);
        assertThat(fault.detail()).isEqualTo("must be a length, an integer from 0 to 3, got 4");
    }

    @Test
    void lengthsWhenThereAreTooFewShouldSayTheShapeTheyMustHave() {
        assertThat(task(2).fault().detail()).isEqualTo("lengths must have the shape [2], has [1]");
    }

    @Test
    void predictionsWithoutStepsShouldBeRefused() {
        TaskBuilder task = TaskBuilder.of(new SequenceSquares()).input("predictions", 1, 2);
        assertThat(task.fault().detail()).isEqualTo("predictions must have 2 axes, (N, T), has the shape [2]");
    }

    @Test
    void targetWhenNothingUsesItShouldBeAnyNumber() {
        TaskBuilder bad = task(2, 1).rows("targets", new double[][]{{0, 0, -1}, {0, Double.NaN, -1}});
        assertThat(Evaluator.check(bad.build())).isEmpty();
        assertThat(bad.input("lengths", 3, 1).fault().index()).containsExactly(0, 2);
        assertThat(Evaluator.check(bad.mask(mask(true, true, false, true, true, true)).build())).isEmpty();
    }

    // By hand: weights that sum to 0 give NaN where a step is included, and 0 where the mask leaves it out.
    @Test
    void gradientWhenWeightsSumToZeroShouldBeNaNWhereStepsTakePart() {
        TaskBuilder task = task(3, 3).reduction(Reduction.WEIGHTED_MEAN).sampleWeight(1, -1)
                .mask(mask(true, false, true, true, true, false));
        assertThat(task.answer().gradient()).containsExactly(Double.NaN, 0, Double.NaN, Double.NaN, Double.NaN, 0);
    }
}
