package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import java.util.Arrays;

/** The loss of one list, and its derivatives with respect to the scores. */
interface ListTerms {

    /** A loss of 0, whatever the scores are. */
    ListTerms ZERO = new Constant(0);

    /** A loss that does not exist. */
    ListTerms UNDEFINED = new Constant(Double.NaN);

    double value();

    /** Writes the gradient times a cotangent into an array of zeros. */
    void gradient(DoubleDouble cotangent, double[] gradient);

    /** As {@link #gradient}, for the Hessian diagonal. */
    default void hessian(DoubleDouble cotangent, double[] hessian) {
        throw new UnsupportedOperationException("scores have no Hessian");
    }

    /** A number that loss and derivatives are alike. */
    record Constant(double value) implements ListTerms {

        @Override
        public void gradient(DoubleDouble cotangent, double[] gradient) {
            Arrays.fill(gradient, value);
        }

        @Override
        public void hessian(DoubleDouble cotangent, double[] hessian) {
            Arrays.fill(hessian, value);
        }
    }
}
