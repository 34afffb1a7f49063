package dev.nabla.loss.preference;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Points of losses of log-probabilities of two answers, under a policy and a reference. */
interface PreferencePoints {

    /** The lead over the reference, as a formula of the language. */
    String LEAD = "h = (chosen_logps - reference_chosen_logps) - (rejected_logps - reference_rejected_logps)\n";

    /** The inverse to 100 digits: of a constant, by which a formula multiplies without rounding. */
    static BigDecimal inverse(BigDecimal constant) {
        return BigDecimal.ONE.divide(constant, new MathContext(100));
    }

    /** Log-probabilities of a policy that is as far from the reference as a beta holds it. */
    static double[][] draw(double beta, RandomGenerator random) {
        double chosen = random.nextDouble(-30, -5);
        double rejected = random.nextDouble(-30, -5);
        double distance = 3 / Math.max(beta, 0.1);
        return new double[][]{{chosen}, {rejected}, {chosen + random.nextDouble(-distance, distance)},
                {rejected + random.nextDouble(-distance, distance)}};
    }

    static double[][] drawPair(RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, -0.05)}, {random.nextDouble(-3, -0.05)}};
    }

    /** How far apart log-probabilities may be. */
    static DoubleStream sizes() {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 1e-17, 1e-9, 0.1, 0.5, 1, 2, 5, 10, Math.nextUp(10.0), 12.5,
                40, 367, 700, 745, 1490, 3670, 7098, 7460, 8000, 1e5, 1e16, 1e300);
    }

    /** σ(u), however small. */
    static BigDecimal sigmoid(BigDecimal u, Arithmetic math) {
        return math.exp(math.softplus(u.negate()).negate());
    }

    /** Pairs of log-probabilities alone, as {@link #hardPoints}. */
    static <L extends Loss> Stream<Point<L>> hardPairs(L loss) {
        return Stream.concat(sizes().boxed().flatMap(size -> Stream.of(pair(loss, size, 0), pair(loss, 0, size))),
                Stream.of(pair(loss, -0.1, -0.3), pair(loss, -12.5, -12.5 - 1e-14), pair(loss, 1, -1e-17),
                        pair(loss, 0.65, 0), pair(loss, 1e16, 1e-9), pair(loss, 1.7e308, -1.7e308),
                        pair(loss, -1.7e308, 1.7e308), pair(loss, -1.7e308, -1.7e308)));
    }

    private static <L extends Loss> Point<L> pair(L loss, double chosen, double rejected) {
        return new Point<>(loss, new double[]{chosen}, new double[]{rejected});
    }

    /** Leads on both sides of 0 up to the ends of the range, and numbers that nearly cancel. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        Stream<Point<L>> alone = sizes().boxed()
                .flatMap(size -> Stream.of(point(loss, size, 0, 0, 0), point(loss, 0, size, 0, 0)));
        return Stream.concat(alone, Stream.of(
                point(loss, -30.1, -30.2, -30.3, -30.4),
                point(loss, -12.5, -12.5 - 1e-14, -13, -13 + 1e-13),
                point(loss, 1e16, 1, 1e16 - 2, 1e-9),
                point(loss, 1e300, -5, 1e300, 5),
                point(loss, 1e300, 1e300, 1e-5, 3),
                point(loss, 5, 1e-17, 0, 1e-33),
                point(loss, 10, 1e-16, 0, 1e-33),
                point(loss, 1.7e308, -1.7e308, -1.7e308, 1.7e308), // h is beyond float64
                point(loss, -1.7e308, 1.7e308, 1.7e308, -1.7e308),
                point(loss, 1.7e308, 1.7e308, -1.7e308, -1.7e308)));
    }

    static <L extends Loss> Point<L> point(L loss, double chosen, double rejected, double referenceChosen,
            double referenceRejected) {
        return new Point<>(loss, new double[]{chosen}, new double[]{rejected}, new double[]{referenceChosen},
                new double[]{referenceRejected});
    }

    /** The answer for policies that agree but on the chosen answer. */
    static EvaluationView answer(Loss loss, double chosen) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).input("chosen_logps", chosen).input("rejected_logps", 0)
                .input("reference_chosen_logps", 0).input("reference_rejected_logps", 0).answer();
    }
}
