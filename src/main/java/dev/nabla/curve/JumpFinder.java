package dev.nabla.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Finds discontinuities of the derivatives of a loss between sampled points, by bisection. */
final class JumpFinder {

    /** Enough to shrink the distance between two points to 10⁻⁹ of it, far below a pixel. */
    private static final int HALVINGS = 30;

    /** The minimum height of a jump, relative to the range of the function without its poles. */
    private static final double MIN_JUMP = 1e-3;

    private final Univariate function;

    JumpFinder(Univariate function) {
        this.function = function;
    }

    /** The jumps of the gradient, then those of the curvature, each in increasing order. */
    List<Jump> find(Samples samples) {
        List<Jump> jumps = new ArrayList<>(find(samples, Samples::gradient));
        if (samples.curvature() != null) {
            jumps.addAll(find(samples, sampled -> Objects.requireNonNull(sampled.curvature())));
        }
        return jumps;
    }

    private List<Jump> find(Samples samples, Function<Samples, double[]> derivative) {
        double[] values = derivative.apply(samples);
        Brackets brackets = new Brackets(samples.points(), values);
        for (int i = 0; i < HALVINGS; i++) {
            double[] middles = brackets.middles();
            brackets.halve(middles, derivative.apply(function.at(middles)));
        }
        return brackets.jumps(MIN_JUMP * range(values));
    }

    /** For each pair of neighboring points, the part of the interval between them over which the function changes most. */
    private static final class Brackets {

        private final double[] lower;
        private final double[] upper;
        private final double[] atLower;
        private final double[] atUpper;

        Brackets(double[] points, double[] values) {
            int count = points.length - 1;
            this.lower = Arrays.copyOf(points, count);
            this.upper = Arrays.copyOfRange(points, 1, count + 1);
            this.atLower = Arrays.copyOf(values, count);
            this.atUpper = Arrays.copyOfRange(values, 1, count + 1);
        }

        double[] middles() {
            double[] middles = new double[lower.length];
            Arrays.setAll(middles, i -> lower[i] + (upper[i] - lower[i]) / 2);
            return middles;
        }

        /** Keeps the half of each bracket over which the function changes more. */
        void halve(double[] middles, double[] values) {
            for (int i = 0; i < middles.length; i++) {
                boolean isBetween = middles[i] > lower[i] && middles[i] < upper[i];
                if (isBetween && Math.abs(values[i] - atLower[i]) > Math.abs(atUpper[i] - values[i])) {
                    upper[i] = middles[i];
                    atUpper[i] = values[i];
                } else if (isBetween) {
                    lower[i] = middles[i];
                    atLower[i] = values[i];
                }
            }
        }

        List<Jump> jumps(double threshold) {
            List<Jump> jumps = new ArrayList<>();
            for (int i = 0; i < lower.length; i++) {
                if (Math.abs(atUpper[i] - atLower[i]) > threshold) {
                    jumps.add(new Jump(lower[i], upper[i]));
                }
            }
            return jumps;
        }
    }

    /** The range of the finite values without the lowest and the highest 5 %, which exclude poles. */
    private static double range(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        int last = sorted.length - 1;
        int twentieth = sorted.length / 20;
        double inner = sorted[last - twentieth] - sorted[twentieth];
        return inner > 0 ? inner : sorted[last] - sorted[0];
    }
}
