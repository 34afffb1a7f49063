package dev.nabla.loss.embedding;

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
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CircleTests extends LossContract<Circle> {

    @Override
    public List<Circle> variants() {
        return List.of(new Circle(), new Circle(0.25, 4));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "0.4 in (0, 1)", "gamma", "80.0 in (0, inf)");
    }

    @Override
    public Formula formula(Circle loss) {
        return new Weighted(new BigDecimal(loss.margin()), new BigDecimal(loss.gamma()));
    }

    /** log(1 + Σ_P e^z Σ_N e^z); for derivatives the weights in z are constants. */
    private static final class Weighted extends SimilarityFormula {

        private final BigDecimal margin;
        private final BigDecimal gamma;

        Weighted(BigDecimal margin, BigDecimal gamma) {
            super(true, new Direction("predictions", "predictions"));
            this.margin = margin;
            this.gamma = gamma;
        }

        @Override
        BigDecimal factor() {
            return gamma.multiply(BigDecimal.TWO);
        }

        @Override
        public boolean isIgnored(Sample sample) {
            int anchor = sample.the("value").intValueExact();
            return LabelPositives.positives(anchor, sample).length == 0
                    || LabelPositives.negatives(anchor, sample).length == 0;
        }

        /** How far a similarity is from 1 + m or -m. */
        private BigDecimal weight(BigDecimal similarity, boolean isPositive) {
            return (isPositive ? BigDecimal.ONE.add(margin).subtract(similarity) : similarity.add(margin))
                    .max(BigDecimal.ZERO);
        }

        private BigDecimal exponent(BigDecimal similarity, boolean isPositive) {
            BigDecimal lack = isPositive
                    ? BigDecimal.ONE.subtract(margin).subtract(similarity)
                    : similarity.subtract(margin);
            return gamma.multiply(weight(similarity, isPositive)).multiply(lack);
        }

        private BigDecimal logSum(int[] partners, BigDecimal[] similarities, boolean isPositive, Arithmetic math) {
            return math.logSumExp(Arrays.stream(partners).mapToObj(j -> exponent(similarities[j], isPositive))
                    .toArray(BigDecimal[]::new));
        }

        @Override
        List<BigDecimal> terms(int anchor, BigDecimal[] similarities, Sample sample, Arithmetic math) {
            return List.of(math
                    .softplus(logSum(LabelPositives.positives(anchor, sample), similarities, true, math)
                            .add(logSum(LabelPositives.negatives(anchor, sample), similarities, false, math))));
        }

        @Override
        Slopes slopes(int anchor, BigDecimal[] similarities, BigDecimal[] sizes, Sample sample, Arithmetic math) {
            BigDecimal sum = terms(anchor, similarities, sample, math).getFirst();
            BigDecimal rest = math.exp(sum.negate());
            BigDecimal q = BigDecimal.ONE.subtract(rest);
            Slopes slopes = Slopes.zeros(sizes.length);
            BigDecimal moved = write(slopes, LabelPositives.positives(anchor, sample), q, similarities, sizes, true,
                    math).add(
                            write(slopes, LabelPositives.negatives(anchor, sample), q, similarities, sizes, false,
                                    math));
            for (int j = 0; j < sizes.length; j++) {
                slopes.errors()[j] = slopes.errors()[j].add(slopes.values()[j].abs().multiply(rest).multiply(moved));
            }
            return slopes;
        }

        /** Returns how far errors move the logarithm of the sum. */
        private BigDecimal write(Slopes slopes, int[] partners, BigDecimal q, BigDecimal[] similarities,
                BigDecimal[] sizes, boolean isPositive, Arithmetic math) {
            BigDecimal lse = logSum(partners, similarities, isPositive, math);
            BigDecimal mean = BigDecimal.ZERO;
            for (int j : partners) {
                BigDecimal p = math.exp(exponent(similarities[j], isPositive).subtract(lse));
                slopes.values()[j] = p.multiply(q).multiply(gamma).multiply(weight(similarities[j], isPositive));
                slopes.effects()[j] = p.multiply(q).multiply(exponentSize(sizes[j]));
                mean = mean.add(p.multiply(exponentSize(sizes[j])));
            }
            for (int j : partners) {
                BigDecimal p = math.exp(exponent(similarities[j], isPositive).subtract(lse));
                BigDecimal ofWeight = p.multiply(q).multiply(gamma)
                        .multiply(BigDecimal.ONE.add(margin).add(sizes[j]));
                slopes.errors()[j] = slopes.values()[j].multiply(exponentSize(sizes[j]).add(mean)).add(ofWeight);
                slopes.values()[j] = isPositive ? slopes.values()[j].negate() : slopes.values()[j];
            }
            return mean;
        }

        /** Of the terms of γ(1 + m − s)(1 − m − s), which may cancel. */
        private BigDecimal exponentSize(BigDecimal size) {
            return gamma.multiply(BigDecimal.ONE.add(margin).add(size))
                    .multiply(BigDecimal.ONE.subtract(margin).max(margin).add(size));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return super.convention(sample, place, order, math).or(() -> Optional.of(chained(sample, place, math)));
        }

        @Override
        public BigDecimal conventionSize(Sample sample, Place place, int order, Arithmetic math) {
            return derivativeSize(sample, place, order, math);
        }
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public double[][] draw(Circle loss, RandomGenerator random) {
        return LabeledBatches.draw(random);
    }

    @Override
    public Stream<Point<Circle>> hardPoints() {
        return variants().stream().flatMap(LabeledBatches::hardPoints);
    }

    private static EvaluationView answer(Circle loss, double[][] vectors, double... labels) {
        return TaskBuilder.of(loss).rows("predictions", vectors).input("targets", labels).reduction(Reduction.NONE)
                .answer();
    }

    // From the reference: an anchor without a positive or a negative does not count.
    @Test
    void answerWhenPositivesOrNegativesAreMissingShouldBeZero() {
        double[][] vectors = {{1, 2}, {2, 1}};
        for (double label : new double[]{0, 1}) {
            EvaluationView evaluation = answer(new Circle(), vectors, 0, label);
            assertThat(evaluation.loss()).containsExactly(0, 0);
            assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
        }
        assertThat(TaskBuilder.of(new Circle()).rows("predictions", vectors).input("targets", 0, 1).answer().loss())
                .containsExactly(Double.NaN);
    }

    // By hand, m = 1/2, γ = 1: vectors at right angles, s = 0: z = 3/2·1/2 of the positive and 1/2·(-1/2) of the negative;
    // log(1 + e^(1/2)) = 0.97407698418010669 (mpmath).
    @Test
    void lossWhenVectorsAreOrthogonalShouldBeHandComputed() {
        EvaluationView evaluation = answer(new Circle(0.5, 1), new double[][]{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, 0, 0,
                1);
        assertWithinTwoUlps(evaluation.loss(), 0.9740769841801067, 0.9740769841801067, 0);
    }

    // From the reference: zero vectors have cosine 0 and gradient 0.
    @Test
    void answerWhenVectorsAreZeroShouldBeThatOfCosineZero() {
        EvaluationView evaluation = answer(new Circle(0.5, 1), new double[3][2], 0, 0, 1);
        assertWithinTwoUlps(evaluation.loss(), 0.9740769841801067, 0.9740769841801067, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0, 0, 0);
    }
}
