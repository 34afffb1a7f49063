package dev.nabla.loss.regression;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Points of losses of {@code d = prediction - target}. */
final class Residuals {

    private Residuals() {}

    /** The residual, exactly. */
    static BigDecimal of(Sample sample) {
        return sample.the("predictions").subtract(sample.the("targets"));
    }

    /** A loss of d alone, smooth over a distance of at least some scale. */
    static OfResidual smooth(double scale, BiFunction<BigDecimal, Arithmetic, BigDecimal> value) {
        return new OfResidual(value, d -> d.max(new BigDecimal(scale)), List.of());
    }

    /** A loss of d alone, smooth only as far as d = 0, and there over a distance of some scale. */
    static OfResidual kinkedAtZero(double scale, BiFunction<BigDecimal, Arithmetic, BigDecimal> value) {
        return new OfResidual(value, d -> d.signum() == 0 ? new BigDecimal(scale) : d, List.of());
    }

    /** What the reference states for |d| = size: the slope there, of the sign of d, and the curvature. */
    record Joint(double size, double slope, double curvature) {}

    /** A formula in d. */
    record OfResidual(
        BiFunction<BigDecimal, Arithmetic, BigDecimal> value,
        UnaryOperator<BigDecimal> smoothness,
        List<Joint> joints) implements Formula {

        /** This formula with the conventions for its joints. */
        OfResidual stating(Joint... conventions) {
            return new OfResidual(value, smoothness, List.of(conventions));
        }

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(value.apply(of(sample), math));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return smoothness.apply(of(sample).abs());
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return joints.stream().filter(joint -> of(sample).abs().compareTo(new BigDecimal(joint.size)) == 0)
                    .findFirst().map(joint -> order == 1
                            ? new BigDecimal(joint.slope).multiply(direction(sample, place))
                            : new BigDecimal(joint.curvature));
        }

        private static BigDecimal direction(Sample sample, Place place) {
            int sign = of(sample).signum();
            return BigDecimal.valueOf(place.input().equals("predictions") ? sign : -sign);
        }
    }

    /** A loss of d is as smooth in d as d is large. */
    static BigDecimal scale(Sample sample) {
        BigDecimal d = of(sample);
        return d.signum() == 0 ? BigDecimal.ONE : d.abs();
    }

    /** At |d| = joint, where a parabola meets a line of some slope: that of the line, and no curvature. */
    static Optional<BigDecimal> atJoint(Sample sample, Place place, BigDecimal joint, int order, BigDecimal slope) {
        BigDecimal d = of(sample);
        if (d.abs().compareTo(joint) != 0) {
            return Optional.empty();
        }
        int sign = place.input().equals("predictions") ? d.signum() : -d.signum();
        return Optional.of(order == 1 ? slope.multiply(BigDecimal.valueOf(sign)) : BigDecimal.ZERO);
    }

    static double[][] draw(RandomGenerator random) {
        return new double[][]{{random.nextDouble(-4, 4)}, {random.nextDouble(-4, 4)}};
    }

    /** Residuals of 0, of every order of magnitude, not a float64 number, and around a joint of a loss. */
    static Stream<double[][]> hard(double joint) {
        Stream<double[][]> sizes = DoubleStream
                .of(0, Double.MIN_VALUE, 1e-320, Double.MIN_NORMAL, 1e-200, 1e-162, 1e-154, 1e-16, 1, 1e16, 1e150,
                        1.2e154, 1.34e154, 1.8e154, 1e200, 1e308, Double.MAX_VALUE)
                .boxed().flatMap(size -> Stream.of(pair(size, 0), pair(-size, 0), pair(0, size), pair(1, size)));
        Stream<double[][]> joints = DoubleStream
                .of(joint, Math.nextDown(joint), Math.nextUp(joint), -Math.nextDown(joint), -Math.nextUp(joint))
                .boxed()
                .flatMap(size -> Stream.of(pair(size, 0), pair(size, 1e-60 * joint), pair(size, -1e-60 * joint)));
        Stream<double[][]> inexact = Stream.of(pair(0.1, 0.3), pair(1e16, 0.7), pair(-1e300, 1e284),
                pair(0.1, Math.nextUp(0.1)), pair(1e-300, 1e-301));
        return Stream.of(sizes, joints, inexact).flatMap(points -> points);
    }

    static double[][] pair(double prediction, double target) {
        return new double[][]{{prediction}, {target}};
    }
}
