package dev.nabla.loss.ranking;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApproxNdcgTests extends ListwiseContract<ApproxNdcg> {

    @Override
    public List<ApproxNdcg> variants() {
        return List.of(new ApproxNdcg(), new ApproxNdcg(0.75), new ApproxNdcg(30));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "0.1 in (0, inf)");
    }

    @Override
    double ofOneItem() {
        return -1;
    }

    @Override
    public Formula formula(ApproxNdcg loss) {
        return new SmoothNdcg(new BigDecimal(loss.temperature()));
    }

    /** The share of each item in NDCG: a score raises its own and lowers those of others. */
    private record SmoothNdcg(BigDecimal temperature) implements ListFormula {

        @Override
        public List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math) {
            BigDecimal[] gains = GainFormula.gains(relevance, math);
            BigDecimal ideal = GainFormula.ideal(gains, gains.length, math);
            return ideal.signum() == 0
                    ? List.of()
                    : IntStream.range(0, gains.length).mapToObj(i -> math.divide(gains[i], ideal)
                            .multiply(GainFormula.discount(rank(scores, i, math), math)).negate()).toList();
        }

        private BigDecimal rank(BigDecimal[] scores, int i, Arithmetic math) {
            return IntStream.range(0, scores.length).filter(j -> j != i)
                    .mapToObj(j -> math.divide(scores[i].subtract(scores[j]), temperature))
                    .map(u -> math.exp(math.softplus(u).negate()))
                    .reduce(BigDecimal.ONE, BigDecimal::add);
        }
    }

    // By hand: both ranks are 3/2; -1/log2(5/2), and a = log 2/((5/2) log²(5/2)) times ¼/0.1.
    @Test
    void answerWhenScoresAreEqualShouldShareTheirRank() {
        EvaluationView answer = list(new double[]{7, 7}, 1, 0).answer();
        assertWithinTwoUlps(answer.loss(), -0.7564707973660301);
        assertWithinTwoUlps(answer.gradient(), -0.8255794488052565, 0.8255794488052565);
    }

    // By hand: far apart in the right order NDCG is 1; in the wrong one 1/log2(3).
    @Test
    void lossWhenScoresAreFarApartShouldBeMinusNdcg() {
        assertThat(list(new double[]{1e4, 0}, 1, 0).answer().loss()).containsExactly(-1);
        assertThat(list(new double[]{0, Double.POSITIVE_INFINITY}, 1, 0).answer().loss())
                .containsExactly(-0.6309297535714574);
    }

    // From the reference: M = 0 is 0; the domain is t ≥ 0.
    @Test
    void answerWhenRelevanceIsZeroShouldBeZero() {
        assertThat(list(new double[]{3, -1}, 0, 0).answer().loss()).containsExactly(0);
        assertThat(list(new double[]{3, -1}, 0, 0).answer().gradient()).containsExactly(0, 0);
        assertThat(list(new double[]{3, -1}, -1, 0).fault().detail()).contains("got -1");
    }

    // By hand: gains of 2^2000 and 2^1999, beyond float64, are as 2 to 1: (1/2 + d)/(1 + d/2), d = 1/log2(3).
    @Test
    void lossWhenGainsOverflowShouldBeThatOfTheirRatio() {
        assertThat(list(new double[]{1e4, 0}, 2000, 1999).answer().loss()).containsExactly(-1);
        double ratio = -(0.5 + 0.6309297535714574) / (1 + 0.6309297535714574 / 2);
        assertWithinTwoUlps(list(new double[]{0, 1e4}, 2000, 1999).answer().loss(), ratio);
    }
}
