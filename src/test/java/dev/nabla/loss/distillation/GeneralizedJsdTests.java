package dev.nabla.loss.distillation;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneralizedJsdTests extends LossContract<GeneralizedJsd> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<GeneralizedJsd> variants() {
        return List.of(new GeneralizedJsd(), new GeneralizedJsd(1.5, 0.25), new GeneralizedJsd(1, 1e-9),
                new GeneralizedJsd(2, 1 - 1e-9));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "1.0 in (0, inf)", "beta", "0.5 in (0, 1)");
    }

    @Override
    public Formula formula(GeneralizedJsd loss) {
        return new FromMixture(new BigDecimal(loss.temperature()), new BigDecimal(loss.beta()));
    }

    @Override
    public Optional<Textbook> textbook(GeneralizedJsd loss) {
        return Optional.of(Textbook.formula(StudentTeacherFormula.PROBABILITIES.formatted("t") + """
                m = beta*q + (1 - beta)*s
                beta*sum(q*log(q/m), axis=1) + (1 - beta)*sum(s*log(s/m), axis=1)""")
                .stable(StudentTeacherFormula.LOG_PROBABILITIES.formatted("t") + """
                        v = lq - ls
                        s = softmax(x/temperature)
                        a = (1 - beta)*expm1(-v)
                        b = beta*expm1(v)
                        logA = logaddexp(log(beta), log1p(-beta) - v)
                        logB = logaddexp(log1p(-beta), log(beta) + v)
                        near = exp(lq)*where(a > -0.5, log1pmx(a), logA - a)
                        far = s*where(b > -0.5, log1pmx(b), logB - b)
                        slope = s*stop_gradient(where(b > -0.5, log1p(b), logB))
                        -sum(with_gradient(beta*near + (1 - beta)*far, (1 - beta)*slope), axis=1)"""));
    }

    @Override
    public double[][] draw(GeneralizedJsd loss, RandomGenerator random) {
        return StudentTeacherFormula.draw(random);
    }

    @Override
    public Stream<Point<GeneralizedJsd>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(StudentTeacherFormula::hardPoints));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GeneralizedJsd>> worstPoints() {
        return Stream.of(
                new Point<>(new GeneralizedJsd(2, 0.999999999),
                        new double[]{4.692273935397385, -0.3351149547217795, -3.77638188405877, 4.25503356194473},
                        new double[]{3.4258358762011394, 1.8170229657362258, 3.8306516715903065, 4.099393727072361}), // loss 1.53 ulp
                new Point<>(new GeneralizedJsd(2, 0.999999999),
                        new double[]{4.692273935397385, -0.3351149547217795, -3.77638188405877, 4.832972844388966},
                        new double[]{3.4258358762011394, 1.8170229657362258, 3.8306516715903065, 4.099393727072361})); // gradient 1.26 ulp
    }

    /** β KL(q‖m) + (1 − β) KL(s‖m). */
    private record FromMixture(BigDecimal temperature, BigDecimal beta) implements StudentTeacherFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("targets"), temperature, math);
            return IntStream.range(0, student.length).mapToObj(c -> term(teacher[c], student[c], math)).toList();
        }

        /** The gradient is (1 − β)/T s (e − Σ s e), e = log s/m of either sign. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] student = StudentTeacherFormula.logProbabilities(sample.all("predictions"), temperature, math);
            BigDecimal[] teacher = StudentTeacherFormula.logProbabilities(sample.all("targets"), temperature, math);
            BigDecimal[] excess = IntStream.range(0, student.length)
                    .mapToObj(c -> student[c].subtract(mixture(teacher[c], student[c], math)).abs())
                    .toArray(BigDecimal[]::new);
            BigDecimal mean = IntStream.range(0, student.length)
                    .mapToObj(c -> math.exp(student[c]).multiply(excess[c])).reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.divide(math.exp(student[place.index()]).multiply(excess[place.index()].add(mean))
                    .multiply(BigDecimal.ONE.subtract(beta)), temperature);
        }

        /** A logarithm of a ratio, by the temperature. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return new BigDecimal(1e5 / Math.min(1, temperature.doubleValue()));
        }

        private BigDecimal mixture(BigDecimal teacher, BigDecimal student, Arithmetic math) {
            return math.logSumExp(teacher.add(math.log(beta)), student.add(math.log(BigDecimal.ONE.subtract(beta))));
        }

        private BigDecimal term(BigDecimal teacher, BigDecimal student, Arithmetic math) {
            BigDecimal rest = BigDecimal.ONE.subtract(beta);
            BigDecimal mixture = mixture(teacher, student, math);
            return beta.multiply(StudentTeacherFormula.divergence(teacher, mixture, math))
                    .add(rest.multiply(StudentTeacherFormula.divergence(student, mixture, math)));
        }
    }

    private static EvaluationView of(double[] student, double[] teacher) {
        return TaskBuilder.of(new GeneralizedJsd()).rows("predictions", student).rows("targets", teacher).answer();
    }

    // By definition: who is the same has nothing to learn.
    @Test
    void answerWhenStudentIsItsTeacherShouldBeZero() {
        assertThat(of(new double[]{0, 1, 3}, new double[]{0, 1, 3}).loss()).containsExactly(0);
        assertThat(of(new double[]{0, 1, 3}, new double[]{0, 1, 3}).gradient()).containsExactly(0, 0, 0);
    }

    // By hand: two who are certain of different things are log 2 apart, whatever else there is.
    @Test
    void answerWhenLogitsAreMinusInfinityShouldBeFinite() {
        EvaluationView apart = of(new double[]{0, -INF, -INF}, new double[]{-INF, 0, -INF});
        assertThat(apart.loss()).containsExactly(0.6931471805599453);
        assertThat(apart.gradient()).containsExactly(0, 0, 0);
        assertThat(of(new double[]{0, 1000}, new double[]{1000, 0}).loss()).containsExactly(0.6931471805599453);
    }

    // By the conventions of a row: +∞, or nothing but -∞, is NaN.
    @Test
    void answerWhenSoftmaxDoesNotExistShouldBeNaN() {
        assertThat(of(new double[]{0, INF}, new double[]{0, 0}).loss()).containsExactly(Double.NaN);
        assertThat(of(new double[]{0, 0}, new double[]{-INF, -INF}).gradient()).containsOnly(Double.NaN);
    }
}
