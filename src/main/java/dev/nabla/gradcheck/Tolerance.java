package dev.nabla.gradcheck;

import dev.nabla.tensor.DType;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How far a number may be from the exact one to agree with it: {@code relative · |exact| + absolute}.
 *
 * @param relative the part that grows with the exact number
 * @param absolute the part for numbers that are small beside the rest of their tensor, where a difference of large ones
 *     leaves no more digits
 */
public record Tolerance(double relative, double absolute) {

    private static final double SMALL = 1e-3;

    /** How far above the median a number may be before it no longer says what is small beside it. */
    private static final double OUTLIER = 0x1p20;

    /** The relative tolerance where none is asked for: what is left of a type's digits after careful arithmetic. */
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

    /** The tolerance of the same tensor with another relative part. */
    Tolerance withRelative(double other) {
        return new Tolerance(other, absolute / relative * other);
    }

    /** How many times the tolerance a number is off; at most 1 where it agrees. */
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

    /** The places that do not agree. */
    int[] refused(double[] given, double[] exact) {
        int[] places = new int[given.length];
        int count = 0;
        for (int i = 0; i < given.length; i++) {
            if (!accepts(given[i], exact[i])) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }
}
