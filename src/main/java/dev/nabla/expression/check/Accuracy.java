package dev.nabla.expression.check;

import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The worst error of a tensor.
 *
 * @param position the row-major position of the worst element; -1 if there is no element
 * @param ulps its error in units in the last place of the exact number; infinite if one of them is no number and the other is
 * @param computed its value in float64
 * @param exact the exact value, rounded
 */
public record Accuracy(int position, double ulps, double computed, double exact) {

    /** Compares numbers with exact ones. */
    static Accuracy of(double[] computed, ScaledDoubleDouble[] exact) {
        Accuracy worst = new Accuracy(-1, 0, 0, 0);
        for (int i = 0; i < computed.length; i++) {
            double ulps = ulps(computed[i], exact[i]);
            if (worst.position < 0 || ulps > worst.ulps) {
                worst = new Accuracy(i, ulps, computed[i], exact[i].value());
            }
        }
        return worst;
    }

    /** The error of a number in units in the last place of the exact one. */
    static double ulps(double computed, ScaledDoubleDouble exact) {
        double rounded = exact.value();
        if (Double.isFinite(computed) && Double.isFinite(rounded)) {
            return error(computed, exact, rounded);
        }
        return Double.compare(computed, rounded) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }

    private static double error(double computed, ScaledDoubleDouble exact, double rounded) {
        double difference = ScaledDoubleDouble.of(computed).minus(exact).abs().value();
        return difference / Math.ulp(rounded);
    }
}
