package dev.nabla.loss.preference;

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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrpoTests extends LossContract<Orpo> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Orpo> variants() {
        return Stream.of(0.1, 0.0, 1.0, 1e10).map(Orpo::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("beta", "0.1 in [0, inf)");
    }

    @Override
    public Formula formula(Orpo loss) {
        return new OddsRatio(new BigDecimal(loss.beta()));
    }

    @Override
    public Optional<Textbook> textbook(Orpo loss) {
        return Optional.of(Textbook.formula("""
                c = exp(chosen_logps)
                r = exp(rejected_logps)
                -chosen_logps - beta*log(sigmoid(log(c/(1 - c)) - log(r/(1 - r))))""").stable("""
                o = chosen_logps - rejected_logps - log(-expm1(chosen_logps)) + log(-expm1(rejected_logps))
                -chosen_logps + beta*softplus(-o)"""));
    }

    @Override
    public double[][] draw(Orpo loss, RandomGenerator random) {
        return PreferencePoints.drawPair(random);
    }

    /** Likely and impossible answers, and a rejected one of probability 1/2, where the curvature changes its sign. */
    @Override
    public Stream<Point<Orpo>> hardPoints() {
        double[] logs = {1e-17, 1e-9, 1e-3, 0.5, 0.6931471805599452, 0.6931471805599453, 2, 37, 300, 745, 1e5, 1e300};
        return Stream.concat(DoubleStream.of(logs).boxed().flatMap(c -> DoubleStream.of(logs)
                .mapToObj(r -> point(new Orpo(), c, r))),
                variants().stream().flatMap(loss -> Stream.concat(
                        DoubleStream.of(logs).mapToObj(c -> point(loss, c, 1)),
                        DoubleStream.of(logs).mapToObj(r -> point(loss, 1e-40, r)))));
    }

    private static Point<Orpo> point(Orpo loss, double chosen, double rejected) {
        return new Point<>(loss, new double[]{-chosen}, new double[]{-rejected});
    }

    /** −c + λ·sp(−o), of which the second term's derivatives need not be as large as it. */
    private record OddsRatio(BigDecimal weight) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal chosen = sample.the("chosen_logps");
            BigDecimal odds = logOdds(chosen, math).subtract(logOdds(sample.the("rejected_logps"), math));
            return List.of(math.softplus(odds.negate()).multiply(weight).subtract(chosen));
        }

        private static BigDecimal logOdds(BigDecimal log, Arithmetic math) {
            return log.subtract(math.log(BigDecimal.ONE.subtract(math.exp(log))));
        }

        /** How far the logarithm is from 0, but at most 1. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return sample.at(place).abs().min(BigDecimal.ONE);
        }
    }

    private static TaskBuilder task(Orpo loss, double chosen, double rejected) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("chosen_logps", chosen)
                .input("rejected_logps", rejected);
    }

    // By hand, of answers of the same probability: log 2 and half of the pull, over 1 - e^-1 = 0.6321205588285577.
    @Test
    void answerWhenAnswersAreEquallyProbableShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = task(new Orpo(1), -1, -1).answer();
        assertThat(evaluation.loss()).containsExactly(1.6931471805599454);
        assertThat(evaluation.gradient("rejected_logps")).containsExactly(0.5 / 0.6321205588285577);
    }

    // By 60 decimal digits: the odds, about 1e-324 over 1e-9, are beyond float64's range of full precision.
    @Test
    void lossWhenOddsAreSubnormalShouldKeepTheirDigits() {
        assertThat(task(new Orpo(1e10), -Double.MIN_VALUE, -1e-9).answer().loss())
                .containsExactly(4.940656455942136e-305);
    }

    // The limits of the formula: e^-1/(1 - e^-1) is 0.5819767068693265, by 50 digits of bc; 1 more is 1/(1 - e^-1).
    @Test
    void answerWhenAnAnswerIsImpossibleShouldBeTheLimit() {
        EvaluationView behind = task(new Orpo(1), -INF, -1).answer();
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("chosen_logps")).containsExactly(-2);
        assertThat(behind.gradient("rejected_logps")).containsExactly(1.5819767068693265);
        assertThat(behind.hessian("chosen_logps")).containsExactly(0);
        EvaluationView ahead = task(new Orpo(1), -2, -INF).answer();
        assertThat(ahead.loss()).containsExactly(2);
        assertThat(ahead.gradient("chosen_logps")).containsExactly(-1);
        assertThat(ahead.gradient("rejected_logps")).containsExactly(0);
        assertThat(ahead.hessian("chosen_logps")).containsExactly(0);
    }

    // From the reference: log-probabilities are below 0.
    @Test
    void logProbabilityWhenNotNegativeShouldBeRejected() {
        assertThat(task(new Orpo(), 0, -1).fault().field()).isEqualTo("chosen_logps");
        assertThat(task(new Orpo(), -1, 0.5).fault().detail()).startsWith("must be a number < 0");
        assertThat(task(new Orpo(), -1, Double.NaN).fault().field()).isEqualTo("rejected_logps");
    }
}
