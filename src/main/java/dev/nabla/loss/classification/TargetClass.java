package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Row;

/**
 * Derivatives of a loss {@code f(p_y)} of the probability of one class alone: with {@code K = -p_y f'(p_y)} the gradient
 * is {@code K (p_c - [c = y])}, and with {@code M = p_y dK/dp_y} the Hessian diagonal
 * {@code K p_c (1 - p_c) - M (p_c - [c = y])²}.
 */
final class TargetClass {

    private static final int PREDICTIONS = 0;

    private TargetClass() {}

    /** Writes the derivatives that a row asks for. */
    static void write(Row row, StableSoftmax softmax, int target, DoubleDouble slope, DoubleDouble growth) {
        double[] gradient = row.gradient(PREDICTIONS);
        if (gradient != null) {
            softmax.probabilities(slope, gradient);
            gradient[target] = 0.0 - softmax.complement(target).times(slope).value();
        }
        double[] hessian = row.hessian(PREDICTIONS);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            DoubleDouble toward = c == target ? softmax.complement(c) : softmax.probability(c);
            DoubleDouble away = c == target ? softmax.probability(c) : softmax.complement(c);
            hessian[c] = toward.times(away.times(slope).minus(toward.times(growth))).value();
        }
    }
}
