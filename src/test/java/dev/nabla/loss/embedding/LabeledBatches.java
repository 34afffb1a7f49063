package dev.nabla.loss.embedding;

import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Batches of vectors with labels. */
final class LabeledBatches {

    private LabeledBatches() {}

    /** Five vectors of two labels; without the last, each still has a positive and a negative. */
    static double[][] draw(RandomGenerator random) {
        return new double[][]{VectorBatches.draw(5, random), {0, 1, 0, 1, 0}};
    }

    /** Hard vectors: two of one label and one of another, and all of one. */
    static <L extends Loss> Stream<Point<L>> hardPoints(L loss) {
        return VectorBatches.hard().flatMap(batch -> Stream.of(new Point<>(loss, batch, new double[]{7, -2, 7}),
                new Point<>(loss, batch, new double[]{1, 1, 1})));
    }
}
