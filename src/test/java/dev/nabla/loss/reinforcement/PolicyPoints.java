package dev.nabla.loss.reinforcement;

import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Points of losses of log-probabilities under two policies, and advantages. */
interface PolicyPoints {

    /** The ratio of the policies, as a definition of the language. */
    String RATIO = "r = exp(log_probs - old_log_probs)\n";

    /** The clipped ratio in the language. */
    static String clipped(double low, @Nullable Double high) {
        return "clip(r, 1 - " + low + ", 1 + " + (high == null ? low : high) + ")";
    }

    /** The clipped surrogate in the language. */
    static String surrogate(double low, @Nullable Double high, @Nullable Double dual) {
        String both = "maximum(-r*advantages, -" + clipped(low, high) + "*advantages)";
        return dual == null
                ? both
                : "where(advantages < 0, minimum(" + both + ", -" + dual + "*advantages), " + both + ")";
    }

    static double[][] draw(RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 0)}, {random.nextDouble(-3, 0)}, {random.nextDouble(-2, 2)}};
    }

    /** Equal policies, ratios on both sides of common bounds, and ratios beyond the range of float64. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        return DoubleStream.of(0, 1e-300, 1e-17, 1e-9, 0.18232155679395462, 0.18232155679395465, 0.2231435513142097,
                0.22314355131420976, 0.6931471805599453, 1, 10, 40, 700, 745, 1000).boxed()
                .flatMap(size -> DoubleStream.of(size, -size).boxed())
                .flatMap(logRatio -> DoubleStream.of(1, -1, 1.7, -0.3, 1e-300, -1e300, 0)
                        .mapToObj(advantage -> new Point<>(loss, new double[]{logRatio}, new double[]{0},
                                new double[]{advantage})));
    }

    static BigDecimal ratio(Sample sample, Arithmetic math) {
        return math.exp(sample.the("log_probs").subtract(sample.the("old_log_probs")));
    }
}
