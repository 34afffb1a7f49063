package dev.nabla.loss.preference;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
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

    static double[][] draw(RandomGenerator random) {
        return new double[][]{{random.nextDouble(-30, -5)}, {random.nextDouble(-30, -5)}, {random.nextDouble(-30, -5)},
                {random.nextDouble(-30, -5)}};
    }

    /** Leads on both sides of 0 up to the ends of the range, and numbers that nearly cancel. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        Stream<Point<L>> alone = DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 1e-17, 1e-9, 0.1, 0.5, 1, 2, 5, 10,
                Math.nextUp(10.0), 12.5, 40, 367, 700, 745, 1490, 3670, 7098, 7460, 8000, 1e5, 1e16, 1e300).boxed()
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
