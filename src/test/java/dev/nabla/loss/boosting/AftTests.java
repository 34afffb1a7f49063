package dev.nabla.loss.boosting;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.boosting.Aft.Distribution;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AftTests extends LossContract<Aft> {

    @Override
    public List<Aft> variants() {
        return List.of(new Aft(), new Aft(Distribution.NORMAL, 0.1), new Aft(Distribution.LOGISTIC, 1),
                new Aft(Distribution.LOGISTIC, 0.25), new Aft(Distribution.EXTREME, 1),
                new Aft(Distribution.EXTREME, 1.5));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("distribution", "NORMAL", "sigma", "1.0 in (0, inf)");
    }

    @Override
    public Formula formula(Aft loss) {
        BigDecimal sigma = new BigDecimal(loss.sigma());
        return switch (loss.distribution()) {
            case NORMAL -> new NormalErrors(sigma);
            case LOGISTIC -> new LogisticErrors(sigma);
            case EXTREME -> new GumbelErrors(sigma);
        };
    }

    @Override
    public Optional<Textbook> textbook(Aft loss) {
        return Optional.of(switch (loss.distribution()) {
            case NORMAL -> failureTime("0.5*erfc(-Z/sqrt(2))", "-0.5*a^2 - 0.5*log(2*pi)", """
                    p = where(a + b > 0, above(a) - above(b), below(b) - below(a))
                    loss = where(p < 0.5, -log(p), -log1p(-below(a) - above(b)))
                    """.replaceAll("above\\((.)\\)", "0.5*erfc($1/sqrt(2))")
                    .replaceAll("below\\((.)\\)", "0.5*erfc(-$1/sqrt(2))")).losing(1024,
                            "the gradient divides by the probability of an interval, a rounded difference");
            case LOGISTIC -> failureTime("sigmoid(Z)", "log_sigmoid(a) + log_sigmoid(-a)",
                    "loss = softplus(a) + softplus(-b) - log(-expm1(-width))\n");
            case EXTREME -> failureTime("(1 - exp(-exp(Z)))", "a - exp(a)", """
                    hazard = where(lower > 0, exp(a)*expm1(width), exp(b))
                    loss = exp(a) - where(hazard < 1, log(-expm1(-hazard)), log1p(-exp(-hazard)))
                    """);
        });
    }

    @Override
    public double[][] draw(Aft loss, RandomGenerator random) {
        double lower = random.nextDouble(0.3, 4);
        double upper = switch (random.nextInt(3)) {
            case 0 -> lower;
            case 1 -> lower + random.nextDouble(0.1, 3);
            default -> 0;
        };
        double x = random.nextDouble(-1, 1);
        return upper == 0 ? new double[][]{{x}, {0}, {lower}} : new double[][]{{x}, {lower}, {upper}};
    }

    @Override
    public Stream<Point<Aft>> hardPoints() {
        return Stream.concat(Stream.concat(worstPoints(), censoredPoints()),
                variants().stream().flatMap(loss -> DoubleStream
                        .of(-40, -1, 0, 0.3, 2.5, 40).boxed()
                        .flatMap(z -> Stream.of(1.0).flatMap(time -> DoubleStream
                                .of(1, Math.nextUp(1.0), 1.01, Math.E, 60)
                                .mapToObj(ratio -> point(loss, -z * loss.sigma(), time, time * ratio))))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Aft>> worstPoints() {
        return Stream.of(
                point(new Aft(Distribution.NORMAL, 0.1), -7e307, 0, 1), // hessian was NaN: z is infinite
                point(new Aft(Distribution.EXTREME, 1.5), -0.07370914102510784, 4.0585281035553535, 52.2503368197926), // loss 0.84 ulp
                point(new Aft(Distribution.EXTREME, 1.5), -0.07370914102510784, 4.0585281035553535, 6.531292102474075), // hessian 0.83 ulp
                point(new Aft(Distribution.NORMAL, 0.1), 0.663652360479037, 0.8861677819279177, 3.686322244824417)); // gradient 0.64 ulp
    }

    /** Censored on the left, far out on either side, and intervals that hold the prediction. */
    private static Stream<Point<Aft>> censoredPoints() {
        return Stream.of(point(new Aft(), 0, 0, 1e-300), point(new Aft(), 9, 0, 1),
                point(new Aft(Distribution.EXTREME, 1), 300, 1, 2), point(new Aft(), 0.25, 0.5, 2.5));
    }

    private static Point<Aft> point(Aft loss, double x, double lower, double upper) {
        return new Point<>(loss, new double[]{x}, new double[]{lower}, new double[]{upper});
    }

    /** −log f(z)/(σt), or −log(F(z_u) − F(z_l)). */
    private interface NegativeLogLikelihood extends Formula {

        BigDecimal sigma();

        /** −log f. */
        List<BigDecimal> exact(BigDecimal z, Arithmetic math);

        /** −log(F(z_u) − F(z_l)). */
        List<BigDecimal> between(BigDecimal lower, BigDecimal upper, Arithmetic math);

        /** −log F. */
        List<BigDecimal> before(BigDecimal z, Arithmetic math);

        @Override
        default List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal lower = sample.the("lower");
            BigDecimal upper = sample.the("upper");
            if (lower.signum() == 0) {
                return before(standardized(upper, sample, math), math);
            }
            BigDecimal z = standardized(lower, sample, math);
            if (lower.compareTo(upper) < 0) {
                return between(z, standardized(upper, sample, math), math);
            }
            List<BigDecimal> terms = new ArrayList<>(exact(z, math));
            terms.add(math.log(lower));
            terms.add(math.log(sigma()));
            return terms;
        }

        private BigDecimal standardized(BigDecimal time, Sample sample, Arithmetic math) {
            return math.divide(math.log(time).subtract(sample.the("predictions")), sigma());
        }

        /** As σ, or what is left of it far out. */
        @Override
        default BigDecimal scale(Sample sample, Place place) {
            BigDecimal distance = sample.the("predictions").abs().divide(sigma(), MathContext.DECIMAL64);
            return sigma().divide(distance.add(BigDecimal.ONE), MathContext.DECIMAL64);
        }
    }

    private record NormalErrors(BigDecimal sigma) implements NegativeLogLikelihood {

        /** 2π: https://oeis.org/A019692, 100 digits. */
        private static final BigDecimal TWO_PI = new BigDecimal("6.2831853071795864769252867665590057683943387987502"
                + "116419498891846156328125724179972560696506842341");

        @Override
        public List<BigDecimal> exact(BigDecimal z, Arithmetic math) {
            return List.of(z.pow(2).divide(BigDecimal.TWO), math.log(TWO_PI).divide(BigDecimal.TWO));
        }

        @Override
        public List<BigDecimal> between(BigDecimal lower, BigDecimal upper, Arithmetic math) {
            if (upper.signum() < 0) {
                return between(upper.negate(), lower.negate(), math);
            }
            if (lower.signum() > 0) {
                BigDecimal beyond = math.logNormalTail(lower);
                BigDecimal rest = math.exp(math.logNormalTail(upper).subtract(beyond));
                return List.of(beyond.add(math.log(BigDecimal.ONE.subtract(rest))).negate());
            }
            BigDecimal outside = math.normalTail(lower.negate()).add(math.normalTail(upper));
            return List.of(math.log(BigDecimal.ONE.subtract(outside)).negate());
        }

        @Override
        public List<BigDecimal> before(BigDecimal z, Arithmetic math) {
            return List.of(math.logNormalTail(z.negate()).negate());
        }
    }

    private record LogisticErrors(BigDecimal sigma) implements NegativeLogLikelihood {

        @Override
        public List<BigDecimal> exact(BigDecimal z, Arithmetic math) {
            return List.of(math.softplus(z).add(math.softplus(z.negate())));
        }

        @Override
        public List<BigDecimal> between(BigDecimal lower, BigDecimal upper, Arithmetic math) {
            BigDecimal inside = BigDecimal.ONE.subtract(math.exp(lower.subtract(upper)));
            return List.of(math.softplus(upper.negate()).add(math.softplus(lower)).subtract(math.log(inside)));
        }

        @Override
        public List<BigDecimal> before(BigDecimal z, Arithmetic math) {
            return List.of(math.softplus(z.negate()));
        }
    }

    /** Its gradient is the difference of two that nothing ties together. */
    private record GumbelErrors(BigDecimal sigma) implements NegativeLogLikelihood {

        @Override
        public List<BigDecimal> exact(BigDecimal z, Arithmetic math) {
            return List.of(math.exp(z), z.negate());
        }

        @Override
        public List<BigDecimal> between(BigDecimal lower, BigDecimal upper, Arithmetic math) {
            BigDecimal below = math.exp(lower);
            return List.of(below, inside(math.exp(upper).subtract(below), math));
        }

        @Override
        public List<BigDecimal> before(BigDecimal z, Arithmetic math) {
            return List.of(inside(math.exp(z), math));
        }

        private static BigDecimal inside(BigDecimal distance, Arithmetic math) {
            return math.log(BigDecimal.ONE.subtract(math.exp(distance.negate()))).negate();
        }
    }

    // From the reference: (0, ∞) says nothing.
    @Test
    void answerWhenNothingIsKnownShouldBeZero() {
        for (Aft loss : variants()) {
            EvaluationView evaluation = TaskBuilder.of(loss).input("predictions", 3).input("lower", 0)
                    .input("upper", Double.POSITIVE_INFINITY).answer();
            assertThat(evaluation.loss()).containsExactly(0);
            assertThat(evaluation.gradient()).containsExactly(0);
            assertThat(evaluation.hessian()).containsExactly(0);
        }
    }

    // By mpmath, 50 digits: the survival at z = 40, σ = 1, −log S, −f/S and the curvature.
    @Test
    void answerWhenCensoredFarOutShouldKeepItsDigits() {
        assertCensored(Distribution.NORMAL, 804.6084420137538, -40.02496884720726, 0.9993773316214086);
        assertCensored(Distribution.LOGISTIC, 40, -1, 4.248354255291589e-18);
        assertCensored(Distribution.EXTREME, 2.3538526683702e17, -2.3538526683702e17, 2.3538526683702e17);
    }

    private static void assertCensored(Distribution distribution, double loss, double gradient, double hessian) {
        EvaluationView evaluation = TaskBuilder.of(new Aft(distribution, 1)).input("predictions", -40).input("lower", 1)
                .input("upper", Double.POSITIVE_INFINITY).answer();
        assertWithinTwoUlps(evaluation.loss(), loss);
        assertWithinTwoUlps(evaluation.gradient(), gradient);
        assertWithinTwoUlps(evaluation.hessian(), hessian);
    }

    // From the reference: upper ≥ lower, an exact time is greater than 0, lower is at least 0 and finite.
    @Test
    void boundsWhenTheyContradictShouldBeRejectedWhereTheyDo() {
        assertBad(1, 2, 1, "at least lower (lower is 2), got 1");
        assertBad(1, 0, 0, "greater than 0 (lower is 0), got 0");
        TaskBuilder infinite = TaskBuilder.of(new Aft()).input("predictions", 1)
                .input("lower", Double.POSITIVE_INFINITY).input("upper", Double.POSITIVE_INFINITY);
        assertThat(infinite.fault().field()).isEqualTo("lower");
    }

    private static void assertBad(double x, double lower, double upper, String detail) {
        TaskBuilder task = TaskBuilder.of(new Aft()).input("predictions", 0, x).input("lower", 1, lower)
                .input("upper", 1, upper);
        assertThat(task.fault().field()).isEqualTo("upper");
        assertThat(task.fault().index()).containsExactly(1);
        assertThat(task.fault().detail()).contains(detail);
        assertThat(Evaluator.check(task.mask(true, false).build())).isEmpty();
    }

    /**
     * The loss of failure times.
     *
     * @param distribution the distribution function of the error Z
     * @param density the logarithm of its density at a
     * @param stable the loss of an interval from a to b of some width
     */
    private static Textbook failureTime(String distribution, String density, String stable) {
        String ends = "a = (log(lower) - x)/sigma\nb = (log(upper) - x)/sigma\n";
        String known = "where(lower == upper, log(sigma*lower) - (" + density + "), ";
        return Textbook
                .formula(
                        ends + known + "-log(" + distribution.replace("Z", "b") + " - " + distribution.replace("Z", "a")
                                + "))")
                .stable(ends + (stable.contains("width") ? "width = log1p((upper - lower)/lower)/sigma\n" : "")
                        + stable + known + "loss)");
    }
}
