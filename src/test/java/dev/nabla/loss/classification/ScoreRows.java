package dev.nabla.loss.classification;

import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows of scores, of which losses compare differences. */
final class ScoreRows {

    private ScoreRows() {}

    /** As far as the largest score is from 0: what differs in the last digits only is as large. */
    static BigDecimal scale(Sample sample) {
        return Stream.of(sample.all("predictions")).map(BigDecimal::abs).reduce(BigDecimal.ONE, BigDecimal::max);
    }

    static double[] draw(RandomGenerator random) {
        return random.doubles(4, -2, 2).toArray();
    }

    /**
     * Equal scores, scores that are 1 apart or an ulp more or less, scores whose difference is not a float64 number, and
     * scores of every order of magnitude.
     */
    static Stream<double[]> hard() {
        double tiny = Double.MIN_VALUE;
        return Stream.of(new double[]{0, 0, 0}, new double[]{1, 0, 0.5}, new double[]{0.5, 0.5, -0.5, 1.5},
                new double[]{0, -1, Math.nextDown(-1.0), Math.nextUp(-1.0)},
                new double[]{Math.nextUp(1.0), Math.nextDown(1.0), tiny, 0}, new double[]{0.1, 0.3, -0.2},
                new double[]{0.1, Math.nextUp(0.1), -0.9}, new double[]{1e4, 0, -1e4},
                new double[]{1e4, 1e4 - 1e-9, 0.1},
                new double[]{1234.5678, 1200.1, 1233.3}, new double[]{1e16, 0.7, 1e16 - 2},
                new double[]{1, 1e-17, -1e-17},
                new double[]{1, 1e-300}, new double[]{-1e-300, 0, 1e-300}, new double[]{tiny, 0, -tiny},
                new double[]{1e150, -1e150, 1e134}, new double[]{1e300, -1e300, 0},
                new double[]{Double.MAX_VALUE / 8, -Double.MAX_VALUE / 8, 1}, new double[]{1.0 / 3, 0, 0, -1.0 / 3});
    }

    /** Each row with each class as its target. */
    static <L extends Loss> Stream<Point<L>> withEachTarget(L loss, Stream<double[]> rows) {
        return rows.flatMap(row -> IntStream.range(0, row.length)
                .mapToObj(y -> new Point<>(loss, row, new double[]{y})));
    }
}
