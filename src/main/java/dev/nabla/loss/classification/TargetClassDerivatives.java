package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Row;

/**
 * Derivatives of a loss {@code f(p_y)} that depends only on the softmax probability of the target class: with
 * {@code K = -p_y f'(p_y)} the gradient is {@code K (p_c - [c = y])}, and with {@code M = p_y dK/dp_y} the Hessian
 * diagonal {@code K p_c (1 - p_c) - M (p_c - [c = y])²}.
 */
final class TargetClassDerivatives {

    private static final int PREDICTIONS = 0;

    private TargetClassDerivatives() {}

    /** Writes the requested derivatives of a row, given K and M. */
    static void write(Row row, StableSoftmax softmax, int target, DoubleDouble k, DoubleDouble m) {
        double[] gradient = row.gradient(PREDICTIONS);
        if (gradient != null) {
            softmax.probabilities(k, gradient);
            gradient[target] = 0.0 - softmax.complement(target).times(k).value();
        }
        double[] hessian = row.hessian(PREDICTIONS);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            DoubleDouble toward = c == target ? softmax.complement(c) : softmax.probability(c);
            DoubleDouble away = c == target ? softmax.probability(c) : softmax.complement(c);
            hessian[c] = toward.times(away.times(k).minus(toward.times(m))).value();
        }
    }
}
