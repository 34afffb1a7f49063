package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;

/**
 * Label smoothing: a share ε of each target is spread evenly over the classes, {@code t ← t(1 - ε) + ε/classes}.
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

    /** The share {@code 1 - ε} that stays where it was. */
    static DoubleDouble kept(double epsilon) {
        return DoubleDouble.difference(1, epsilon);
    }
}
