package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;

/** The loss of one list, and its derivatives with respect to the scores. */
interface ListTerms {

    double value();

    /** Writes the gradient times a cotangent into an array of zeros. */
    void gradient(DoubleDouble cotangent, double[] gradient);

    /** As {@link #gradient}, for the Hessian diagonal. */
    default void hessian(DoubleDouble cotangent, double[] hessian) {
        throw new UnsupportedOperationException("scores have no Hessian");
    }
}
