package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MultiMarginTests extends LossContract<MultiMargin> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MultiMargin> variants() {
        return List.of(new MultiMargin(), new MultiMargin(2, 1), new MultiMargin(2, 0.65), new MultiMargin(1, -0.3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("p", "1 in 1 or 2", "margin", "1.0 in (-inf, inf)");
    }

    @Override
    public Formula formula(MultiMargin loss) {
        return new SumOfHinges((int) loss.p(), new BigDecimal(loss.margin()));
    }

    @Override
    public Optional<Textbook> textbook(MultiMargin loss) {
        return Optional.of(Textbook.formula(Textbook.ONE_HOT + """
                z = margin - sum(q*x, axis=1, keepdims=true) + x
                (q @ weight)/CLASSES*sum((1 - q)*maximum(0, z)^p, axis=1)"""));
    }

    @Override
    public double[][] draw(MultiMargin loss, RandomGenerator random) {
        return new double[][]{ScoreRows.draw(random), {random.nextInt(4)}, random.doubles(4, 0.2, 3).toArray()};
    }

    @Override
    public Stream<Point<MultiMargin>> hardPoints() {
        return Stream.concat(worstPoints(), Stream
                .of(new MultiMargin(), new MultiMargin(2, 1), new MultiMargin(2, 0.3), new MultiMargin(1, 1e300))
                .flatMap(loss -> Stream.concat(
                        ScoreRows.withEachTarget(loss, Stream.concat(Stream.of(new double[]{0.3}), ScoreRows.hard())),
                        Stream.of(new Point<>(loss, new double[]{1, 0.3}, new double[]{0}, new double[]{1e-310, 1}),
                                new Point<>(loss, new double[]{1.5e154, 0.3}, new double[]{1},
                                        new double[]{0, 0.3})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MultiMargin>> worstPoints() {
        return Stream.of(
                new Point<>(new MultiMargin(), new double[]{1.7e308, -1e308, 0}, new double[]{1}), // loss was infinite: difference beyond float64
                new Point<>(new MultiMargin(2, 0.3), new double[]{0.025131243428180655, 0.3, -0.2}, new double[]{2.0}), // gradient 0.5 ulp
                new Point<>(new MultiMargin(2, 0.65),
                        new double[]{-0.6678001763108444, -0.29546076705348545, -0.5685631612161113,
                                -1.399929049251977},
                        new double[]{3.0},
                        new double[]{1.6169519110923387, 0.48646829369786326, 1.1249467801330635, 5.6315197076783985}), // hessian 0.5 ulp
                new Point<>(new MultiMargin(2, 0.3), new double[]{-710.0, 0.3298245964136522, -0.2},
                        new double[]{2.0})); // loss 0.5 ulp
    }

    /** (w_y/C)·Σ_{j≠y} max(0, margin − x_y + x_j)^p. */
    private record SumOfHinges(int p, BigDecimal margin) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return rivals(sample).mapToObj(j -> intrusion(sample, j))
                    .map(z -> math.compare(z, BigDecimal.ZERO) > 0 ? z.pow(p) : BigDecimal.ZERO)
                    .map(power -> math.divide(weight(sample).multiply(power), classes(sample))).toList();
        }

        /** What z is exactly 0 for is inactive. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (rivals(sample).noneMatch(j -> intrusion(sample, j).signum() == 0)) {
                return Optional.empty();
            }
            BigDecimal sign = BigDecimal.valueOf(place.index() == target(sample) && order == 1 ? -1 : 1);
            BigDecimal sum = rivals(sample).filter(j -> place.index() == j || place.index() == target(sample))
                    .mapToObj(j -> intrusion(sample, j)).filter(z -> z.signum() > 0).map(z -> power(z, order))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return Optional.of(math.divide(weight(sample).multiply(sign).multiply(sum), classes(sample)));
        }

        /** The derivative of z^p of an order. */
        private BigDecimal power(BigDecimal z, int order) {
            if (p == 1) {
                return BigDecimal.valueOf(2 - order);
            }
            return order == 1 ? z.add(z) : BigDecimal.TWO;
        }

        /** w_y/C may underflow, and is multiplied by powers of z. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return rivals(sample).mapToObj(j -> intrusion(sample, j).pow(p)).map(BigDecimal::abs)
                    .reduce(BigDecimal.ONE, BigDecimal::add);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return ScoreRows.scale(sample).max(margin.abs());
        }

        private BigDecimal intrusion(Sample sample, int j) {
            BigDecimal[] scores = sample.all("predictions");
            return margin.subtract(scores[target(sample)]).add(scores[j]);
        }

        private static IntStream rivals(Sample sample) {
            return IntStream.range(0, sample.all("predictions").length).filter(j -> j != target(sample));
        }

        private static BigDecimal weight(Sample sample) {
            return sample.all("weight")[target(sample)];
        }

        private static BigDecimal classes(Sample sample) {
            return BigDecimal.valueOf(sample.all("predictions").length);
        }

        private static int target(Sample sample) {
            return sample.the("targets").intValueExact();
        }
    }

    // By the limits of the formula, in which a weight of 0 takes even ∞ away; ∞ - ∞ is NaN and takes its row.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new MultiMargin()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {0, INF}, {-INF, 0}, {INF, INF}})
                .input("targets", 0, 0, 0, 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, INF, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -0.5, 0.5, -0.5, 0.5, Double.NaN, Double.NaN);
        EvaluationView weightless = TaskBuilder.of(new MultiMargin(2, 1)).rows("predictions", new double[]{0, INF})
                .input("targets", 0).input("weight", 0, 1).answer();
        assertThat(weightless.loss()).containsExactly(0);
        assertThat(weightless.gradient()).containsExactly(0, 0);
    }

    // From the reference: inactive at z = 0, in the Hessian too; by hand the other class has z = 1/2.
    @Test
    void answerWhenClassIsExactlyAtTheMarginShouldLeaveItOut() {
        EvaluationView evaluation = TaskBuilder.of(new MultiMargin(2, 1))
                .rows("predictions", new double[]{1, 0, 0.5, -3})
                .input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.25 / 4);
        assertThat(evaluation.gradient()).containsExactly(-0.25, 0, 0.25, 0);
        assertThat(evaluation.hessian()).containsExactly(0.5, 0, 0.5, 0);
    }

    // By hand: mean divides by the number of rows, (3·1 + 1·1)/2 rows/2 classes.
    @Test
    void meanWhenClassesAreWeightedShouldDivideByTheRows() {
        EvaluationView evaluation = TaskBuilder.of(new MultiMargin())
                .rows("predictions", new double[][]{{0, 0}, {0, 0}})
                .input("targets", 0, 1).input("weight", 3, 1).answer();
        assertThat(evaluation.loss()).containsExactly(1);
    }

    // From the reference: index out of range, and no ignored index here.
    @Test
    void targetWhenOutOfRangeShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new MultiMargin()).rows("predictions", new double[]{0, 0});
        assertThat(task.input("targets", -100).fault().detail()).contains("from 0 to 1");
        assertThat(task.input("targets", 2).fault().detail()).contains("from 0 to 1");
    }
}
