package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import java.util.Arrays;

/** A number that the loss of a list and its derivatives are alike. */
record ConstantTerms(double value) implements ListTerms {

    /** A loss of 0, whatever the scores are. */
    static final ListTerms ZERO = new ConstantTerms(0);

    /** A loss that does not exist. */
    static final ListTerms UNDEFINED = new ConstantTerms(Double.NaN);

    @Override
    public void gradient(DoubleDouble cotangent, double[] gradient) {
        Arrays.fill(gradient, value);
    }

    @Override
    public void hessian(DoubleDouble cotangent, double[] hessian) {
        Arrays.fill(hessian, value);
    }
}
