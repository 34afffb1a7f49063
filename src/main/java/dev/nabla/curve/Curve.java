package dev.nabla.curve;

import dev.nabla.tensor.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The curve of a loss as a function of one number.
 *
 * @param function the loss
 * @param samples the loss and its derivatives at the requested points
 */
public record Curve(Univariate function, Samples samples) {

    /** The number of points by default, and the maximum. */
    public static final int DEFAULT_POINTS = 201;
    public static final int MAX_POINTS = 10_001;

    /** The product of a smaller number and a count is finite. */
    private static final double LARGE = 0x1p900;

    /**
     * Samples the curve of a loss.
     *
     * @param points at least two valid points in increasing order; see {@link UnivariateLoss#check}
     */
    public static Curve of(Univariate function, double[] points) {
        return new Curve(function, function.at(points));
    }

    /** What it takes to sample a curve at these points. */
    public static Cost cost(double[] points) {
        return Cost.retained(10L * points.length).plus(Cost.operations(5_000L * points.length));
    }

    /** Evenly spaced points, including both ends. */
    public static double[] evenlySpaced(double from, double to, int count) {
        double[] points = new double[count];
        // A power of two, which rounds nothing, keeps the products finite.
        double scale = Math.max(Math.abs(from), Math.abs(to)) > LARGE ? 1 / LARGE : 1;
        Arrays.setAll(points,
                i -> Math.clamp((from * scale * (count - 1 - i) + to * scale * i) / (count - 1) / scale, from, to));
        return points;
    }

    /**
     * Splits the curve into continuous pieces: adds the points on both sides of each jump of gradient or curvature to the
     * samples, and cuts between them.
     */
    public List<Samples> pieces() {
        List<Jump> jumps = new JumpFinder(function).find(samples);
        double[] points = DoubleStream
                .concat(Arrays.stream(samples.points()),
                        jumps.stream().flatMapToDouble(jump -> DoubleStream.of(jump.before(), jump.after())))
                .sorted().distinct().toArray();
        return split(function.at(points), jumps.stream().map(Jump::before).collect(Collectors.toSet()));
    }

    private static List<Samples> split(Samples samples, Set<Double> lastPoints) {
        List<Samples> pieces = new ArrayList<>();
        int start = 0;
        int count = samples.points().length;
        for (int end = 1; end <= count; end++) {
            if (end == count || lastPoints.contains(samples.points()[end - 1])) {
                pieces.add(samples.slice(start, end));
                start = end;
            }
        }
        return pieces;
    }
}
