package dev.nabla.loss.preference;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** A loss of two answers without a reference: a logistic loss of beta times their lead, and what is linear in them. */
interface ReferenceFreeLoss extends ElementwiseLoss {

    double beta();

    TiltedLogistic logistic(double[] inputs);

    @Override
    default List<Input> inputs() {
        return PreferenceInputs.PAIR;
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        double curvature = logistic(inputs).curvature().times(beta()).times(beta()).value();
        hessian[0] = curvature;
        hessian[1] = curvature;
    }
}
