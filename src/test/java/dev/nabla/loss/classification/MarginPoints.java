package dev.nabla.loss.classification;

import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Points of losses of the margin {@code z = t·x}. */
final class MarginPoints {

    private static final double[] SIZES = {0, Double.MIN_VALUE, 1e-320, Double.MIN_NORMAL, 1e-200, 1e-16, 0.1, 1, 18.5,
            36.7, 40, 64, 700, 709.5, 709.78, 709.79, 744, 746, 800, 1e4, 1e16, 1e150, 1.2e154, 1e200, 1e308,
            Double.MAX_VALUE};

    private MarginPoints() {}

    static double[][] draw(RandomGenerator random) {
        return new double[][]{{random.nextDouble(-4, 4)}, {random.nextInt(-1, 2)}};
    }

    /** ScoreRows of every order of magnitude, and at and beside the joints of a loss, with each target. */
    static <L extends Loss> Stream<Point<L>> hard(L loss, double... joints) {
        DoubleStream beside = Arrays.stream(joints)
                .flatMap(joint -> DoubleStream.of(joint, Math.nextDown(joint), Math.nextUp(joint)));
        return DoubleStream.concat(Arrays.stream(SIZES), beside).boxed().flatMap(
                z -> Stream.of(point(loss, z, 1), point(loss, -z, 1), point(loss, z, -1), point(loss, -z, 0)));
    }

    static <L extends Loss> Point<L> point(L loss, double score, double target) {
        return new Point<>(loss, new double[]{score}, new double[]{target});
    }
}
