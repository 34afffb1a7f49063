package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArcfaceTests extends LossContract<Arcface> {

    private static final MathContext DIGITS = new MathContext(60);

    @Override
    public List<Arcface> variants() {
        return List.of(new Arcface(), new Arcface(0, 4), new Arcface(2.5, 8));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "0.5 in [0, 3.141592653589793]", "scale", "64.0 in (0, inf)");
    }

    @Override
    public Formula formula(Arcface loss) {
        BigDecimal margin = new BigDecimal(loss.margin());
        return new Turned(margin, BigDecimalMath.cos(margin, DIGITS), BigDecimalMath.sin(margin, DIGITS),
                new BigDecimal(loss.scale()));
    }

    /** The cosine of the angle plus a margin, of which cosine and sine are given. */
    private record Turned(BigDecimal margin, BigDecimal cos, BigDecimal sin, BigDecimal scale)
            implements MarginFormula {

        private static final BigDecimal LEAST_SQUARE = new BigDecimal("1e-12");

        @Override
        public BigDecimal lowered(BigDecimal cosine, Arithmetic math) {
            return math.compare(cosine, cos.negate()) >= 0
                    ? cosine.multiply(cos).subtract(math.sqrt(squaredSine(cosine)).multiply(sin))
                    : cosine.subtract(margin.multiply(sin));
        }

        private static BigDecimal squaredSine(BigDecimal cosine) {
            return BigDecimal.ONE.subtract(cosine.pow(2));
        }

        /** The floor under the root. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            int target = MarginFormula.target(sample);
            BigDecimal cosine = sample.all("predictions")[target];
            boolean isFloored = place.input().equals("predictions") && place.index() == target
                    && squaredSine(cosine).compareTo(LEAST_SQUARE) < 0 && cosine.compareTo(cos.negate()) >= 0;
            if (!isFloored) {
                return Optional.empty();
            }
            BigDecimal slope = cos.add(math.divide(cosine.multiply(sin), math.sqrt(LEAST_SQUARE)));
            BigDecimal[] surprises = surprises(sample, math);
            BigDecimal complement = BigDecimal.ZERO;
            for (int c = 0; c < surprises.length; c++) {
                complement = c == target ? complement : complement.add(math.exp(surprises[c].negate()));
            }
            return Optional.of(scale.multiply(complement).multiply(slope).negate());
        }
    }

    @Override
    public Optional<Textbook> textbook(Arcface loss) {
        String logits = """
                c = pick(x, t)
                turned = c*cos(margin) - sqrt(1 - c^2)*sin(margin)
                own = where(c >= -cos(margin), turned, c - margin*sin(margin))
                z = scale*(x + reshape(own - c, [ROWS, 1])*one_hot(t, CLASSES))
                """;
        return Optional.of(Textbook
                .formula(logits + "-log(pick(exp(z)/sum(exp(z), axis=1, keepdims=true), t))")
                .stable(logits + "-pick(log_softmax(z), t)"));
    }

    @Override
    public double[][] draw(Arcface loss, RandomGenerator random) {
        return MarginFormula.draw(random);
    }

    @Override
    public Stream<Point<Arcface>> hardPoints() {
        Point<Arcface> worst = new Point<>(new Arcface(2.5, 8),
                new double[]{-0.6409363016251949, -0.552225057354907, -0.6190884346986187, -0.21836897225535937},
                new double[]{0}); // gradient 1.29 ulp, the worst that the search has found
        return Stream.concat(Stream.of(worst), MarginFormula.hardRows()
                .flatMap(row -> variants().stream().map(loss -> new Point<>(loss, row))));
    }

    // By hand: a single class is certain, whatever its margin.
    @Test
    void answerWhenClassIsTheOnlyOneShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new Arcface()).rows("predictions", new double[]{0.3})
                .input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
    }

    // By mpmath: ψ(1) = cos 0.5; log1p(e^(-cos 0.5)); -p/(1e-6)·sin 0.5 and cos 0.5, p = σ(-cos 0.5).
    @Test
    void gradientWhenCosineIsOneShouldUseTheFloorUnderTheRoot() {
        EvaluationView evaluation = TaskBuilder.of(new Arcface(0.5, 1)).rows("predictions", new double[]{1, 0})
                .input("targets", 0).answer();
        assertWithinTwoUlps(evaluation.loss(), 0.34768544486725067);
        assertWithinTwoUlps(evaluation.gradient(), -140797.46176514254, 0.29367898182375834);
    }

    // From the reference: predictions are cosines.
    @Test
    void predictionsWhenBeyondOneShouldBeRejected() {
        assertThat(TaskBuilder.of(new Arcface()).rows("predictions", new double[]{1.5, 0}).input("targets", 0).fault()
                .detail()).contains("[-1, 1]");
    }
}
