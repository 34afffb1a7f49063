package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;

/**
 * Label smoothing: a fraction ε of each target is distributed uniformly over the classes,
 * {@code t ← t(1 - ε) + ε/classes}.
 *
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. (2016), Rethinking the Inception Architecture</a>
 */
final class LabelSmoothing {

    private LabelSmoothing() {}

    static DoubleDouble smooth(double target, double epsilon, int classes) {
        if (epsilon == 0) {
            return DoubleDouble.of(target);
        }
        return kept(epsilon).times(target).plus(DoubleDouble.quotient(epsilon, classes));
    }

    /** The fraction {@code 1 - ε} of the target that is kept. */
    static DoubleDouble kept(double epsilon) {
        return DoubleDouble.difference(1, epsilon);
    }
}
