package dev.nabla.loss.ranking;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LambdarankTests extends ListwiseContract<Lambdarank> {

    @Override
    public List<Lambdarank> variants() {
        return List.of(new Lambdarank(), new Lambdarank(2.5, 2L), new Lambdarank(0.3, 3L), new Lambdarank(1, 9L));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("sigma", "1.0 in (0, inf)", "k", "null in [1, inf)");
    }

    @Override
    public Stream<Point<Lambdarank>> hardPoints() {
        double[][] relevance = {{1e-300, 0, 3e-300, 1e-9}, {0.99, 1, 1.0000001, 0.5}, {1000, 1023.5, 1030, 0},
                {Math.nextUp(2.0), 2, 0, 2}};
        return Stream.concat(super.hardPoints(), variants().stream().flatMap(loss -> Stream.of(relevance)
                .map(t -> point(loss, new double[]{0.5, -1, 2, 0.25}, t))));
    }

    @Override
    public Formula formula(Lambdarank loss) {
        return new WeightedPairs(new BigDecimal(loss.sigma()), loss.k() == null ? Long.MAX_VALUE : loss.k());
    }

    /** The terms of all pairs. Next to an equal score a step changes ranks, which are constant for the derivatives. */
    private record WeightedPairs(BigDecimal sigma, long depth) implements ListFormula {

        private static final BigDecimal NEAR = BigDecimal.ONE.movePointLeft(25);

        @Override
        public List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math) {
            List<BigDecimal> terms = new ArrayList<>();
            Weights weights = Weights.of(scores, relevance, depth, math);
            PairFormula.forEach(relevance, (i, j) -> terms
                    .add(weights.of(i, j).multiply(math.softplus(sigma.multiply(scores[j].subtract(scores[i]))))));
            return terms;
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] scores = ListFormula.scores(sample);
            BigDecimal[] relevance = ListFormula.relevance(sample);
            int own = Arrays.stream(ListFormula.members(sample)).boxed().toList().indexOf(place.index());
            boolean isTied = own >= 0 && Arrays.stream(scores)
                    .filter(score -> score.subtract(scores[own]).abs().compareTo(NEAR) < 0).count() > 1;
            if (!isTied) {
                return Optional.empty();
            }
            Weights weights = Weights.of(scores, relevance, depth, math);
            BigDecimal[] sum = {BigDecimal.ZERO};
            PairFormula.forEach(relevance, (i, j) -> {
                if (i == own || j == own) {
                    BigDecimal u = sigma.multiply(scores[i].subtract(scores[j]));
                    BigDecimal slope = math.exp(math.softplus(u).negate()).multiply(sigma);
                    BigDecimal curvature = slope.multiply(math.exp(math.softplus(u.negate()).negate())).multiply(sigma);
                    BigDecimal derivative = order == 2 ? curvature : i == own ? slope.negate() : slope;
                    sum[0] = sum[0].add(weights.of(i, j).multiply(derivative));
                }
            });
            return Optional.of(sum[0]);
        }
    }

    /** The change of NDCG if two items exchanged their places. */
    private record Weights(BigDecimal[] gains, BigDecimal[] discounts, BigDecimal ideal, Arithmetic math) {

        static Weights of(BigDecimal[] scores, BigDecimal[] relevance, long depth, Arithmetic math) {
            BigDecimal[] gains = GainFormula.gains(relevance, math);
            Map<Integer, BigDecimal> known = new HashMap<>();
            BigDecimal[] discounts = IntStream.range(0, scores.length).map(i -> rank(scores, i, math))
                    .mapToObj(rank -> known.computeIfAbsent(rank, _ -> rank > depth
                            ? BigDecimal.ZERO
                            : GainFormula.discount(BigDecimal.valueOf(rank), math)))
                    .toArray(BigDecimal[]::new);
            return new Weights(gains, discounts, GainFormula.ideal(gains, depth, math), math);
        }

        /** One more than the number of items with higher scores, or equal ones and a lower index. */
        private static int rank(BigDecimal[] scores, int item, Arithmetic math) {
            return 1 + (int) IntStream.range(0, scores.length).filter(i -> i != item)
                    .filter(i -> i < item
                            ? math.compare(scores[i], scores[item]) >= 0
                            : math.compare(scores[i], scores[item]) > 0)
                    .count();
        }

        BigDecimal of(int i, int j) {
            return math.divide(gains[i].subtract(gains[j]), ideal)
                    .multiply(discounts[i].subtract(discounts[j]).abs());
        }
    }

    // By hand: of equal scores the first ranks first; w = 1 - 1/log2(3), loss w log 2, gradient w/2, curvature w/4.
    @Test
    void answerWhenScoresAreEqualShouldRankByIndex() {
        double weight = 0.3690702464285426;
        EvaluationView answer = list(new double[]{5, 5}, 0, 1).answer();
        assertWithinTwoUlps(answer.loss(), weight * 0.6931471805599453);
        assertWithinTwoUlps(answer.gradient(), weight / 2, -weight / 2);
        assertWithinTwoUlps(answer.hessian(), weight / 4, weight / 4);
    }

    // By hand: at k = 1 only pairs with the first change NDCG@1, by their gain: w = 1 for item 2, 0 between items 1 and 2.
    @Test
    void pairsWhenBothRanksAreBeyondKShouldWeighNothing() {
        EvaluationView answer = TaskBuilder.of(new Lambdarank(1, 1L)).rows("predictions", new double[]{9, 1, 1})
                .rows("targets", new double[]{0, 0, 1})
                .answer();
        assertThat(answer.gradient()[1]).isZero();
        assertWithinTwoUlps(new double[]{answer.gradient()[0], answer.gradient()[2]}, 0.9996646498695336,
                -0.9996646498695336);
    }

    // From the reference: M = 0 is 0; the domain is t ≥ 0.
    @Test
    void answerWhenRelevanceIsZeroShouldBeZero() {
        EvaluationView answer = list(new double[]{3, -1}, 0, 0).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient()).containsExactly(0, 0);
        assertThat(answer.hessian()).containsExactly(0, 0);
        assertThat(list(new double[]{3, -1}, -1, 0).fault().detail()).contains("got -1");
    }

    // By hand: gains of 2^2000 and 2^1999, beyond float64, are as 2 to 1: w = ½ (1 - d)/(1 + d/2), d = 1/log2(3).
    @Test
    void answerWhenGainsOverflowShouldBeThatOfTheirRatio() {
        double discount = 0.6309297535714574;
        double weight = 0.5 * (1 - discount) / (1 + discount / 2);
        assertWithinTwoUlps(list(new double[]{5, 5}, 2000, 1999).answer().gradient(), -weight / 2, weight / 2);
    }

    // By hand: 2^1e300 is infinitely more than 2^2, so only pairs with it count: w = 1 - 1/log2(3) between ranks 1 and 2.
    @Test
    void answerWhenOneGainIsBeyondAllOthersShouldBeThatOfItsPairs() {
        double weight = 0.3690702464285426;
        assertWithinTwoUlps(list(new double[]{5, 5}, 1e300, 2).answer().gradient(), -weight / 2, weight / 2);
        assertWithinTwoUlps(list(new double[]{5, 5}, 1e300, Double.MIN_VALUE).answer().gradient(), -weight / 2,
                weight / 2);
    }

    // By mpmath: 1/log2(5001) - 1/log2(5002); by hand: 1/2 - 1/3.
    @Test
    void weightOfNeighborsFarDownShouldKeepItsDigits() {
        assertThat(Discounts.of(5000).minus(Discounts.of(5001)).value()).isEqualTo(1.9103001260790464e-6);
        assertThat(Discounts.of(3).minus(Discounts.of(7)).value()).isEqualTo(1 / 6.0);
    }
}
