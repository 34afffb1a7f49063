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
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SiglipTests extends LossContract<Siglip> {

    @Override
    public List<Siglip> variants() {
        return List.of(new Siglip(), new Siglip(1, 0.5, false));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("scale", "10.0 in (0, inf)", "bias", "-10.0 in (-inf, inf)", "normalize", "true");
    }

    @Override
    public Formula formula(Siglip loss) {
        return new Pairwise(new BigDecimal(loss.scale()), new BigDecimal(loss.bias()), loss.normalize());
    }

    /** Σ_j log(1 + e^(−z L)), L = scale·s + bias, whose terms may cancel. */
    private static final class Pairwise extends SimilarityFormula {

        private final BigDecimal scale;
        private final BigDecimal bias;

        Pairwise(BigDecimal scale, BigDecimal bias, boolean isNormalized) {
            super(isNormalized, new Direction("image", "text"));
            this.scale = scale;
            this.bias = bias;
        }

        @Override
        BigDecimal factor() {
            return scale;
        }

        /** −z L. */
        private BigDecimal exponent(int anchor, int partner, BigDecimal similarity) {
            BigDecimal logit = scale.multiply(similarity).add(bias);
            return anchor == partner ? logit.negate() : logit;
        }

        @Override
        List<BigDecimal> terms(int anchor, BigDecimal[] similarities, Sample sample, Arithmetic math) {
            return IntStream.range(0, similarities.length)
                    .mapToObj(j -> math.softplus(exponent(anchor, j, similarities[j]))).toList();
        }

        @Override
        Slopes slopes(int anchor, BigDecimal[] similarities, BigDecimal[] sizes, Sample sample, Arithmetic math) {
            int count = similarities.length;
            Slopes slopes = Slopes.zeros(count);
            for (int j = 0; j < count; j++) {
                BigDecimal softplus = math.softplus(exponent(anchor, j, similarities[j]));
                BigDecimal against = math.exp(softplus.negate());
                BigDecimal share = math.exp(exponent(anchor, j, similarities[j]).subtract(softplus));
                BigDecimal size = scale.multiply(sizes[j]).add(bias.abs());
                slopes.values()[j] = anchor == j ? share.multiply(scale).negate() : share.multiply(scale);
                slopes.errors()[j] = share.multiply(against).multiply(scale).multiply(size);
                slopes.effects()[j] = share.multiply(size);
            }
            return slopes;
        }
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(Siglip loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(Siglip loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(4, random), VectorBatches.draw(4, random)};
    }

    @Override
    public Stream<Point<Siglip>> hardPoints() {
        return variants().stream().flatMap(loss -> VectorBatches.pairs(loss.normalize())
                .map(pair -> new Point<>(loss, VectorBatches.AXES, pair)));
    }

    private static EvaluationView answer(Siglip loss, double[][] image, double[][] text) {
        return TaskBuilder.of(loss).rows("image", image).rows("text", text).reduction(Reduction.NONE).answer();
    }

    // By hand: one pair of parallel vectors has the logit 10 - 10 = 0, and log 2; turning it has no effect.
    @Test
    void answerWhenBatchIsOfOneItemShouldBeThatOfItsPair() {
        EvaluationView evaluation = answer(new Siglip(), new double[][]{{0, 2}}, new double[][]{{0, 5}});
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient("image")).containsExactly(0, 0);
    }

    // By hand: zero vectors have the logit -10: softplus(10) + softplus(-10) = 10.000090796867... by mpmath.
    @Test
    void answerWhenVectorsAreZeroShouldBeThatOfTheBias() {
        double[][] zeros = {{0, 0}, {0, 0}};
        EvaluationView evaluation = answer(new Siglip(), zeros, zeros);
        assertWithinTwoUlps(evaluation.loss(), 10.000090797798434, 10.000090797798434);
        assertThat(evaluation.gradient("image")).containsExactly(0, 0, 0, 0);
    }

    // By hand: products 1e400 and -1e400; what belongs together is, what does not is not, or the other way round.
    @Test
    void answerWhenProductsAreBeyondFloat64ShouldBeTheLimit() {
        Siglip loss = new Siglip(1, 0, false);
        double[][] image = {{1e200}, {-1e200}};
        assertThat(answer(loss, image, image).loss()).containsExactly(0, 0);
        assertThat(answer(loss, image, new double[][]{{-1e200}, {1e200}}).loss())
                .containsOnly(Double.POSITIVE_INFINITY);
    }
}
