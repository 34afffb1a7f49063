package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FocalTests extends LossContract<Focal> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Focal> variants() {
        return List.of(new Focal(), new Focal(0, -100), new Focal(0.5, -100), new Focal(1, -100), new Focal(3.7, -100));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("gamma", "2.0 in [0, inf)", "ignore_index", "-100 in (-inf, inf)");
    }

    @Override
    public Formula formula(Focal loss) {
        return new FocalFormula(new BigDecimal(loss.gamma()));
    }

    @Override
    public Optional<Textbook> textbook(Focal loss) {
        return Optional.of(Textbook
                .formula(Textbook.TARGET_PROBABILITY + "-(one_hot(t, CLASSES) @ weight)*(1 - y)^gamma*log(y)")
                .stable(Textbook.TARGET_LOG_PROBABILITY + "-(one_hot(t, CLASSES) @ weight)*(-expm1(l))^gamma*l"));
    }

    @Override
    public double[][] draw(Focal loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(4)},
                random.doubles(4, 0.2, 3).toArray()};
    }

    @Override
    public Stream<Point<Focal>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(3).flatMap(loss -> HardRows.logits()
                .flatMap(
                        row -> IntStream.range(0, row.length).mapToObj(y -> new Point<>(loss, row, new double[]{y})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Focal>> worstPoints() {
        return Stream.of(
                new Point<>(new Focal(0.5, -100), new double[]{7e307, -1.7e308}, new double[]{1},
                        new double[]{1, 0.25}), // loss was infinite: difference beyond float64
                new Point<>(new Focal(3.7, -100),
                        new double[]{-3.366198253002061, -4.522022464817004, 3.1693563427257505, 4.782883831825568},
                        new double[]{3},
                        new double[]{1.3487987376779274, 2.976173197853883, 2.1684530486495275, 1.920593899363427})); // 2.04 ulp
    }

    /** w (1 − p)^γ (−log p). */
    private record FocalFormula(BigDecimal gamma) implements TargetClassFormula {

        @Override
        public List<BigDecimal> terms(BigDecimal surprisal, Sample sample, Arithmetic math) {
            BigDecimal missing = BigDecimal.ONE.subtract(math.exp(surprisal.negate()));
            return List.of(math.pow(missing, gamma).multiply(surprisal).multiply(weight(sample)));
        }

        private static BigDecimal weight(Sample sample) {
            return sample.all("weight")[TargetClassFormula.target(sample)];
        }

        @Override
        public BigDecimal[] slopeSizes(BigDecimal p, Sample sample, Arithmetic math) {
            BigDecimal missing = BigDecimal.ONE.subtract(p);
            if (missing.signum() == 0 || p.signum() == 0) {
                return new BigDecimal[]{BigDecimal.ZERO, BigDecimal.ZERO};
            }
            BigDecimal faded = math.pow(missing, gamma).multiply(weight(sample));
            BigDecimal ratio = math.divide(math.log(p).negate(), missing);
            BigDecimal weighted = gamma.multiply(p);
            BigDecimal bracket = BigDecimal.ONE.add(weighted).multiply(ratio).add(BigDecimal.TWO);
            return new BigDecimal[]{faded.multiply(BigDecimal.ONE.add(weighted.multiply(ratio))),
                    math.divide(faded.multiply(weighted).multiply(bracket), missing)};
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return weight(sample);
        }
    }

    private static EvaluationView ofRow(Focal loss, double... logits) {
        return TaskBuilder.of(loss).rows("predictions", logits).input("targets", 0).answer();
    }

    // By hand: for two even logits (1/2)^γ log 2, and K = 2^-γ (1 + γ log 2) times -1/2, 1/2.
    @Test
    void answerWhenLogitsAreEvenShouldBeHandComputed() {
        EvaluationView evaluation = ofRow(new Focal(), 0, 0);
        assertThat(evaluation.loss()).containsExactly(0.25 * 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.125 * 2.386294361119891, 0.125 * 2.386294361119891);
    }

    // From the reference: as q = 1 - p goes to 0 loss and gradient go to 0; with γ = 0 the gradient is p - onehot.
    @Test
    void answerWhenTargetIsCertainShouldBeZero() {
        for (double gamma : new double[]{0, 0.25, 1, 2, 9}) {
            EvaluationView evaluation = ofRow(new Focal(gamma, -100), 0, -INF);
            assertThat(evaluation.loss()).containsExactly(0);
            assertThat(evaluation.gradient()).containsExactly(0, 0);
            assertThat(evaluation.hessian()).containsExactly(0, 0);
        }
    }

    // The limit p = 0: loss ∞, gradient p - onehot, since p log p goes to 0.
    @Test
    void answerWhenTargetLogitIsMinusInfinityShouldBeInfiniteWithFiniteGradient() {
        EvaluationView evaluation = ofRow(new Focal(), -INF, 0, 0);
        assertThat(evaluation.loss()).containsExactly(INF);
        assertThat(evaluation.gradient()).containsExactly(-1, 0.5, 0.5);
        assertThat(ofRow(new Focal(), INF, 0).loss()).containsExactly(Double.NaN);
        assertThat(ofRow(new Focal(), -INF, -INF).gradient()).containsExactly(Double.NaN, Double.NaN);
    }

    // From the reference: the mean divides by the rows that are not ignored, without weights; a weight of 0 is 0·∞ = 0.
    @Test
    void meanShouldDivideByTheRowsThatAreNotIgnored() {
        TaskBuilder task = TaskBuilder.of(new Focal(0, -100)).rows("predictions", new double[3][2])
                .input("targets", 0, 1, -100).input("weight", 1, 3);
        assertThat(task.answer().loss()).containsExactly(2 * 0.6931471805599453);
        assertThat(task.rows("predictions", new double[][]{{-INF, 0}, {0, -INF}, {0, 0}}).input("weight", 0, 0)
                .reduction(Reduction.NONE).answer().loss()).containsExactly(0, 0, 0);
    }
}
