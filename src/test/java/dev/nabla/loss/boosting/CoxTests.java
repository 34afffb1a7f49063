package dev.nabla.loss.boosting;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoxTests extends LossContract<Cox> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Cox> variants() {
        return List.of(new Cox());
    }

    @Override
    public Formula formula(Cox loss) {
        return new PartialLikelihood();
    }

    @Override
    public double[][] draw(Cox loss, RandomGenerator random) {
        return new double[][]{random.doubles(5, -3, 3).toArray(), random.doubles(5, 0.1, 9).toArray(), {1, 1, 1, 1, 0}};
    }

    @Override
    public Stream<Point<Cox>> hardPoints() {
        double[][] hazards = {{0, 0, 0, 0}, {1e4, 0, -1e4, 3}, {-1e4, 0, 1e4, 9e3}, {50, 0, 0, 1}, {0, 50, -1, 2},
                {-300, -150, 40, 200}, {200, 40, -150, -300}, {1e-300, 0, -1e-300, 1}, {0.1, 1e4, 1e4 - 1e-9, 1e4},
                {1e16, 0.7, 1e16 - 2, 3}, {1e300, -1e300, 0, 1}, {36.7, 0, -1, 36.6}, {-0.5, 745, 1490, 2}};
        return Stream.concat(worstPoints(), Stream.of(hazards).flatMap(x -> Stream.of(
                point(x, new double[]{4, 3, 2, 1}, 1, 1, 1, 1), point(x, new double[]{1, 2, 3, 4}, 1, 0, 1, 1),
                point(x, new double[]{2, 1, 2, 1}, 1, 1, 0, 1), point(x, new double[]{1, 1, 1, 1}, 0, 1, 0, 0))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Cox>> worstPoints() {
        return Stream.of(
                point(new double[]{2.81536436123843, -1.302039685093674, 2.265829130435262, 2.553020137166838,
                        2.0555015257206843},
                        new double[]{6.167150439505242, 7.959279987715373, 8.1984604170944, 2.854837646079329,
                                7.302059038937654},
                        1, 1, 1, 1, 0)); // gradient 0.48, hessian 0.49 ulp
    }

    private static Point<Cox> point(double[] hazards, double[] times, double... events) {
        return new Point<>(new Cox(), hazards, times, events);
    }

    /** log Σ_{t_j ≥ t_i} e^x_j − x_i. */
    private static final class PartialLikelihood implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int event = sample.the("value").intValueExact();
            BigDecimal[] hazards = sample.all("predictions");
            BigDecimal[] times = sample.all("targets");
            BigDecimal[] atRisk = IntStream.range(0, hazards.length)
                    .filter(j -> times[j].compareTo(times[event]) >= 0).mapToObj(j -> hazards[j])
                    .toArray(BigDecimal[]::new);
            return List.of(math.logSumExp(atRisk).subtract(hazards[event]));
        }

        @Override
        public BigDecimal divisor(Sample sample) {
            return sample.all("events")[sample.the("value").intValueExact()];
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return divisor(sample).signum() == 0;
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static TaskBuilder task(double... hazards) {
        return TaskBuilder.of(new Cox()).input("predictions", hazards).reduction(Reduction.NONE);
    }

    // By hand: at time 1 two of equal hazard are at risk, at time 2 one: log 2 and 0; gradient -1/2, 1/2 of the first.
    @Test
    void answerWhenTwoAreAtRiskShouldBeHandComputed() {
        EvaluationView evaluation = task(0, 0).input("targets", 1, 2).input("events", 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453, 0);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0.25);
    }

    // By hand: the same with weights 4 for the first event and 1 for the second, which is certain.
    @Test
    void sampleWeightShouldWeightEventsAndNotRiskSets() {
        EvaluationView evaluation = task(0, 0).input("targets", 1, 2).input("events", 1, 1).sampleWeight(4, 1)
                .reduction(Reduction.WEIGHTED_MEAN).answer();
        assertThat(evaluation.loss()).containsExactly(4 * 0.6931471805599453 / 5);
        assertWithinTwoUlps(evaluation.gradient(), -0.4, 0.4);
    }

    // From the reference: the mean is over events; the censored are at risk until their time.
    @Test
    void meanShouldDivideByTheNumberOfEvents() {
        EvaluationView evaluation = task(0, 0, 0).input("targets", 1, 2, 0.5).input("events", 1, 0, 0)
                .reduction(Reduction.MEAN).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5, 0);
    }

    // From the reference: no event is NaN and gradient 0; the sum is 0.
    @Test
    void answerWhenAllAreCensoredShouldBeNothing() {
        TaskBuilder task = task(0, 1).input("targets", 1, 2).input("events", 0, 0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(Double.NaN);
        assertThat(task.answer().gradient()).containsExactly(0, 0);
        assertThat(task.reduction(Reduction.SUM).answer().loss()).containsExactly(0);
        assertThat(task.reduction(Reduction.NONE).answer().loss()).containsExactly(0, 0);
    }

    // By the conventions: weights of the events that sum to 0 give NaN for every included observation.
    @Test
    void answerWhenWeightsOfEventsSumToZeroShouldBeNaN() {
        EvaluationView evaluation = task(0, 1, 2).input("targets", 1, 2, 3).input("events", 1, 0, 1)
                .sampleWeight(0, 1, 5)
                .mask(true, true, false).reduction(Reduction.WEIGHTED_MEAN).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, 0);
    }

    // The limit: -∞ poses no risk to others, and its own loss is infinite.
    @Test
    void answerWhenHazardIsMinusInfinityShouldLeaveItOutOfTheSums() {
        EvaluationView evaluation = task(-INF, 0, 0).input("targets", 1, 2, 1.5).input("events", 1, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(INF, 0, 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-1, 1, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0.5, 0.5);
    }

    // By the conventions of a row: +∞, NaN and nothing but -∞ are NaN wherever they are in the risk set, and only there.
    @Test
    void answerWhenRiskSetHasNoSumShouldBeNaNForItsEvents() {
        for (double hazard : new double[]{INF, Double.NaN}) {
            EvaluationView evaluation = task(0, hazard, 0, 0).input("targets", 1, 2, 3, 4).input("events", 1, 0, 1, 0)
                    .answer();
            assertThat(evaluation.loss()).containsExactly(Double.NaN, 0, 0.6931471805599453, 0);
            assertThat(evaluation.gradient()).containsOnly(Double.NaN);
        }
        EvaluationView empty = task(0, -INF, -INF).input("targets", 1, 2, 3).input("events", 1, 1, 0).answer();
        assertThat(empty.loss()).containsExactly(0, Double.NaN, 0);
        assertThat(empty.gradient()).containsExactly(0, Double.NaN, Double.NaN);
    }

    // From the reference: times are positive, events 0 or 1, and there is one axis.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        TaskBuilder task = task(0, 1).input("targets", 1, 0).input("events", 1, 1);
        assertThat(task.fault().index()).containsExactly(1);
        assertThat(task.input("targets", 1, INF).fault().field()).isEqualTo("targets");
        assertThat(task.input("targets", 1, 1).input("events", 0.5, 1).fault().detail()).contains("0 or 1");
        assertThat(task.rows("predictions", new double[]{0, 1}).fault().detail()).contains("1 axis", "[1, 2]");
    }

    // log-hazards that rise by 1 towards earlier times: every set has a new largest member, the reference moves often.
    @Test
    void answerWhenHazardsRiseSteadilyShouldBeThatOfGeometricSeries() {
        int count = 2000;
        double[] hazards = IntStream.range(0, count).mapToDouble(i -> count - i).toArray();
        double[] times = IntStream.range(0, count).mapToDouble(i -> i + 1).toArray();
        double[] events = IntStream.range(0, count).mapToDouble(i -> i == 0 ? 1 : 0).toArray();
        EvaluationView evaluation = task(hazards).input("targets", times).input("events", events).answer();
        // log Σ e^-k = -log(1 - e^-1), by mpmath 0.45867514538708189102; gradient of the k-th e^-k (1 - e^-1), of the
        // first -e^-1
        assertWithinTwoUlps(new double[]{evaluation.loss()[0]}, 0.4586751453870819);
        assertWithinTwoUlps(new double[]{evaluation.gradient()[0], evaluation.gradient()[1]}, -0.36787944117144233,
                0.23254415793482963);
    }

    // log-hazards that rise by 200 towards earlier times: e^-200 and its square beside 1, by mpmath 1.3838965267367376e-87
    @Test
    void answerWhenHazardsRiseSteeplyShouldBeThatOfTheNearestInTime() {
        int count = 2000;
        double[] hazards = IntStream.range(0, count).mapToDouble(i -> 200.0 * (count - i)).toArray();
        double[] times = IntStream.range(0, count).mapToDouble(i -> i + 1).toArray();
        double[] events = IntStream.range(0, count).mapToDouble(i -> i % 1000 == 0 ? 1 : 0).toArray();
        EvaluationView evaluation = task(hazards).input("targets", times).input("events", events).answer();
        double share = 1.3838965267367376e-87;
        for (int event = 0; event < count; event += 1000) {
            assertWithinTwoUlps(new double[]{evaluation.loss()[event]}, share);
            assertWithinTwoUlps(Arrays.copyOfRange(evaluation.gradient(), event, event + 3), -share, share,
                    share * share);
            assertWithinTwoUlps(Arrays.copyOfRange(evaluation.hessian(), event, event + 3), share, share,
                    share * share);
        }
    }
}
