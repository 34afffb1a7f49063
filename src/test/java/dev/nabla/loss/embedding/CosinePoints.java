package dev.nabla.loss.embedding;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Pairs of vectors. */
final class CosinePoints {

    /** The cosine of x and t in the language of formulas, norms at least eps. */
    static final String COSINE = "sum(x*t, axis=1)/(maximum(norm(x, axis=1), eps)*maximum(norm(t, axis=1), eps))";

    private static final double[][][] PAIRS = {
            {{1, 2, -3}, {0.5, 2.5, 1}}, {{1, 0, 0}, {0, 1, 0}}, {{1, 2, 3}, {1, 2, 3}}, {{1, 2, 3}, {-2, -4, -6}},
            {{0.1, 0.2, 0.3}, {0.3, 0.6, 0.9}}, {{1, 1, 1}, {1, 1, Math.nextUp(1.0)}},
            {{0x1p52, 0x1p52 + 1, 3}, {0x1p52 + 1, 0x1p52 + 2, 3}}, {{1, 1e-20, -1e-200}, {1e-18, 1, 1e-190}},
            {{1, 1e-8, 0}, {1, 0, 1e-8}}, {{0.3, -0.7, 1e-3}, {0.30000001, -0.7, 1e-3}}, {{1e16, 1, -1e16}, {1, 1, 1}},
            {{0.25}, {3}}, {{-0.25}, {3}}};

    private CosinePoints() {}

    static double[] draw(RandomGenerator random) {
        return random.doubles(3, -2, 2).toArray();
    }

    /** Orthogonal, parallel, nearly parallel and opposite, of norms of every order of magnitude. */
    static Stream<double[][]> hard() {
        return Arrays.stream(PAIRS).flatMap(pair -> DoubleStream.of(1e-250, 1e-9, 1, 1e9, 1e250).boxed()
                .flatMap(first -> DoubleStream.of(1e-250, 1, 1e9).mapToObj(
                        second -> new double[][]{scaled(pair[0], first), scaled(pair[1], second)})));
    }

    private static double[] scaled(double[] vector, double unit) {
        return DoubleStream.of(vector).map(x -> x * unit).toArray();
    }
}
