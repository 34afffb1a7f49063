package dev.nabla.loss.embedding;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Batches of vectors of three components. */
final class VectorBatches {

    /** What the numbers of two inputs of vectors do not tell. */
    static final Map<String, Integer> AXES = Map.of("D", SimilarityFormula.FEATURES);

    /** Ordinary, parallel, orthogonal, opposite, nearly parallel, and of components of different sizes. */
    private static final List<double[]> BATCHES = List.of(
            new double[]{0.5, -1, 0.25, 1, 0.75, -0.5, -1, 0.5, 2}, new double[]{1, 0, 0, 0, 1, 0, 1, 1, 1},
            new double[]{1, 2, 3, 2, 4, 6.0000001, -1, -2, 1},
            new double[]{1, 1, 1, 1, 1, Math.nextUp(1.0), 0.999999, 1, 1},
            new double[]{1, 1e-20, -1e-30, 1e-18, 1, 1e-25, 1, 1e-8, 0});

    private VectorBatches() {}

    static double[] draw(int items, RandomGenerator random) {
        return random.doubles((long) SimilarityFormula.FEATURES * items, -2, 2).toArray();
    }

    /** Three vectors each, of norms of every order of magnitude. */
    static Stream<double[]> hard() {
        return DoubleStream.of(1, 1e-14, 1e250).boxed().flatMap(VectorBatches::scaled);
    }

    /** Three vectors each, whose products are ordinary numbers. */
    static Stream<double[]> moderate() {
        return DoubleStream.of(1, 3).boxed().flatMap(VectorBatches::scaled);
    }

    private static Stream<double[]> scaled(double unit) {
        return BATCHES.stream().map(batch -> DoubleStream.of(batch).map(x -> x * unit).toArray());
    }

    /** Two such batches, the second in the opposite order. */
    static Stream<double[][]> pairs(boolean isNormalized) {
        return (isNormalized ? hard() : moderate()).map(batch -> new double[][]{batch, reversed(batch)});
    }

    private static double[] reversed(double[] batch) {
        int last = batch.length / SimilarityFormula.FEATURES - 1;
        double[] reversed = new double[batch.length];
        for (int i = 0; i < batch.length; i++) {
            int k = i % SimilarityFormula.FEATURES;
            reversed[i] = batch[(last - i / SimilarityFormula.FEATURES) * SimilarityFormula.FEATURES + k];
        }
        return reversed;
    }
}
