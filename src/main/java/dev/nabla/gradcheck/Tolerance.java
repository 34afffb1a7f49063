package dev.nabla.gradcheck;

import dev.nabla.tensor.DType;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How much a number may differ from the exact one: {@code relative · |exact| + absolute}.
 *
 * @param relative the tolerance relative to the exact number
 * @param absolute the tolerance for numbers that are small compared with the rest of their tensor: they have fewer
 *     correct digits if they are differences of large numbers
 */
public record Tolerance(double relative, double absolute) {

    /** The magnitude, relative to the scale of the tensor, at which both parts are equal. */
    private static final double SMALL = 1e-3;

    /** Numbers above this multiple of the median are outliers, which do not determine the scale of the tensor. */
    private static final double OUTLIER = 0x1p20;

    /** The default relative tolerance: the accuracy of careful arithmetic in a dtype. */
    public static double defaultFor(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 1e-4;
        };
    }

    /** The tolerance for a tensor of exact numbers. */
    static Tolerance of(double relative, double[] exact) {
        double[] magnitudes = DoubleStream.of(exact).map(Math::abs)
                .filter(magnitude -> magnitude > 0 && Double.isFinite(magnitude))
                .sorted()
                .toArray();
        double scale = magnitudes.length == 0
                ? 0
                : Math.min(magnitudes[magnitudes.length - 1], OUTLIER * magnitudes[magnitudes.length / 2]);
        return new Tolerance(relative, relative * SMALL * scale);
    }

    /** This tolerance, scaled to another relative one. */
    Tolerance withRelative(double other) {
        return new Tolerance(other, absolute / relative * other);
    }

    /** The error of a number, as a multiple of the tolerance; at most 1 if it agrees. */
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
