package dev.nabla.gradcheck;

import dev.nabla.tensor.DType;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How far a number may be from the exact one to agree with it: {@code relative · |exact| + absolute}.
 *
 * @param relative the part that is proportional to the exact number
 * @param absolute the part for numbers that are small compared with the rest of their tensor, which have fewer digits
 *     right if they are differences of large ones
 */
public record Tolerance(double relative, double absolute) {

    /** The magnitude, relative to the scale of the tensor, at which both parts are equal. */
    private static final double SMALL = 1e-3;

    /** Numbers this many times the median are outliers, which do not set the scale of the tensor. */
    private static final double OUTLIER = 0x1p20;

    /** The default of the relative part: the accuracy of careful arithmetic in a type. */
    public static double byDefault(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 1e-4;
        };
    }

    /** The tolerance for a tensor of these exact numbers. */
    static Tolerance of(double relative, double[] exact) {
        double[] sizes = DoubleStream.of(exact).map(Math::abs).filter(size -> size > 0 && Double.isFinite(size))
                .sorted()
                .toArray();
        double scale = sizes.length == 0
                ? 0
                : Math.min(sizes[sizes.length - 1], OUTLIER * sizes[sizes.length / 2]);
        return new Tolerance(relative, relative * SMALL * scale);
    }

    /** This tolerance with another relative part, and the absolute part in proportion. */
    Tolerance withRelative(double other) {
        return new Tolerance(other, absolute / relative * other);
    }

    /** The error of a number in multiples of the tolerance; at most 1 if it agrees. */
    double excess(double given, double exact) {
        if (given == exact || (Double.isNaN(given) && Double.isNaN(exact))) {
            return 0;
        }
        double difference = Math.abs(given - exact);
        return Double.isFinite(difference)
                ? difference / (relative * Math.abs(exact) + absolute)
                : Double.POSITIVE_INFINITY;
    }

    boolean accepts(double given, double exact) {
        return excess(given, exact) <= 1;
    }

    /** Whether all numbers agree. */
    boolean accepts(double[] given, double[] exact) {
        for (int i = 0; i < given.length; i++) {
            if (!accepts(given[i], exact[i])) {
                return false;
            }
        }
        return true;
    }

    /** The positions of the numbers that do not agree. */
    int[] refused(double[] given, double[] exact) {
        int[] positions = new int[given.length];
        int count = 0;
        for (int i = 0; i < given.length; i++) {
            if (!accepts(given[i], exact[i])) {
                positions[count++] = i;
            }
        }
        return Arrays.copyOf(positions, count);
    }
}
