package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Poly1CrossEntropyTests extends LossContract<Poly1CrossEntropy> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Poly1CrossEntropy> variants() {
        return List.of(new Poly1CrossEntropy(), new Poly1CrossEntropy(0), new Poly1CrossEntropy(-0.9));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("epsilon", "2.0 in (-inf, inf)");
    }

    @Override
    public Formula formula(Poly1CrossEntropy loss) {
        return new FirstTerm(new BigDecimal(loss.epsilon()));
    }

    @Override
    public Optional<Textbook> textbook(Poly1CrossEntropy loss) {
        return Optional.of(Textbook.formula(Textbook.TARGET_PROBABILITY + "-log(y) + epsilon*(1 - y)")
                .stable(Textbook.TARGET_LOG_PROBABILITY + "-l - epsilon*expm1(l)"));
    }

    @Override
    public double[][] draw(Poly1CrossEntropy loss, RandomGenerator random) {
        return TargetClassFormula.draw(random);
    }

    @Override
    public Stream<Point<Poly1CrossEntropy>> hardPoints() {
        Stream<Point<Poly1CrossEntropy>> soft = variants().stream().limit(1).flatMap(
                loss -> HardRows.logits().filter(row -> row.length == 3).flatMap(row -> Stream
                        .of(new double[]{0, 1, 0}, new double[]{0.2, 0.3, 0.5}, new double[]{1, 1e-20, 1e-300},
                                new double[]{3, 0, 0.5})
                        .map(targets -> new Point<>(loss, row, targets))));
        return Stream.of(worstPoints(), variants().stream().limit(2).flatMap(TargetClassFormula::hardPoints), soft)
                .flatMap(points -> points);
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Poly1CrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new Poly1CrossEntropy(0),
                        new double[]{-2.3836716287174973, -0.24699080411264174, -0.6281610813694577, 4.596452005673834},
                        new double[]{0}), // gradient 1.38 ulp
                new Point<>(new Poly1CrossEntropy(0),
                        new double[]{-354.99999999999994, 2.634090067391913, -7.569999297278221, 4.8398663769317025},
                        new double[]{1}), // hessian 1.3 ulp
                new Point<>(new Poly1CrossEntropy(0),
                        new double[]{-710, -1.0956108991929439, 3.605620558047832, -1.5275547958781601},
                        new double[]{2})); // loss 1.1 ulp
    }

    /** Σ t (−log p) + ε Σ t (1 − p). */
    private record FirstTerm(BigDecimal epsilon) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] surprises = math.surprises(sample.all("predictions"));
            return IntStream.range(0, surprises.length).filter(c -> target(sample, c).signum() != 0).boxed()
                    .flatMap(c -> Stream.of(surprises[c],
                            epsilon.multiply(BigDecimal.ONE.subtract(math.exp(surprises[c].negate()))))
                            .map(term -> term.multiply(target(sample, c))))
                    .toList();
        }

        private static BigDecimal target(Sample sample, int c) {
            if (!sample.isSingle("targets")) {
                return sample.all("targets")[c];
            }
            return sample.the("targets").intValueExact() == c ? BigDecimal.ONE : BigDecimal.ZERO;
        }

        /** The curvature is T p(1 − p) less ε p (1 − 2p)(t − s), either of which may be negative. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            if (order == 1) {
                return BigDecimal.ZERO;
            }
            BigDecimal[] p = Arrays.stream(math.surprises(sample.all("predictions")))
                    .map(surprisal -> math.exp(surprisal.negate())).toArray(BigDecimal[]::new);
            BigDecimal total = IntStream.range(0, p.length).mapToObj(c -> target(sample, c)).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            BigDecimal mean = IntStream.range(0, p.length).filter(c -> c != place.index())
                    .mapToObj(c -> target(sample, c).multiply(p[c])).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal own = p[place.index()];
            BigDecimal rest = BigDecimal.ONE.subtract(own);
            BigDecimal lead = target(sample, place.index()).multiply(rest).add(mean).multiply(epsilon.abs());
            return own.multiply(total.multiply(rest).add(lead));
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            BigDecimal total = IntStream.range(0, sample.all("predictions").length).mapToObj(c -> target(sample, c))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return total.multiply(epsilon.abs().add(BigDecimal.ONE));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // By hand: two even logits have log 2 + ε/2, gradient ∓(1 + ε/2)/2, Hessian 1/4 since 1 - 2p = 0.
    @Test
    void answerWhenLogitsAreEvenShouldBeHandComputed() {
        EvaluationView evaluation = TaskBuilder.of(new Poly1CrossEntropy()).rows("predictions", new double[]{0, 0})
                .input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(1.6931471805599454);
        assertThat(evaluation.gradient()).containsExactly(-1, 1);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0.25);
    }

    // By definition: a distribution that is certain is a class index.
    @Test
    void answerWhenDistributionIsCertainShouldBeThatOfItsClass() {
        for (double[] row : HardRows.logits().toList()) {
            if (row.length == 3) {
                TaskBuilder task = TaskBuilder.of(new Poly1CrossEntropy(-0.5)).rows("predictions", row);
                EvaluationView soft = task.rows("targets", new double[]{0, 1, 0}).answer();
                EvaluationView hard = task.input("targets", 1).answer();
                assertThat(soft.loss()).containsExactly(hard.loss());
                assertThat(soft.gradient()).containsExactly(hard.gradient());
            }
        }
    }

    // As cross_entropy: -∞ as the target is infinite with a finite gradient, with target 0 it adds 0; +∞ is NaN.
    @Test
    void answerWhenLogitIsInfiniteShouldBeThatOfCrossEntropy() {
        TaskBuilder task = TaskBuilder.of(new Poly1CrossEntropy()).rows("predictions", new double[]{-INF, 0});
        assertThat(task.input("targets", 0).answer().loss()).containsExactly(INF);
        assertThat(task.answer().gradient()).containsExactly(-1, 1);
        assertThat(task.rows("targets", new double[]{0, 2}).answer().loss()).containsExactly(0);
        assertThat(task.answer().gradient()).containsExactly(0, 0);
        assertThat(task.rows("predictions", new double[]{INF, 0}).answer().loss()).containsExactly(Double.NaN);
    }
}
