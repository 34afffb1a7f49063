package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/**
 * A loss that depends only on h = (c − c₀) − (r − r₀): how much more the policy prefers the chosen answer to the rejected one
 * than the reference does.
 */
interface PreferenceLoss extends ElementwiseLoss {

    double value(ScaledDoubleDouble h);

    /** The derivative with respect to h. */
    double derivative(ScaledDoubleDouble h);

    /** The second derivative with respect to h, which equals those with respect to each log-probability. */
    double curvature(ScaledDoubleDouble h);

    @Override
    default List<Input> inputs() {
        return PreferenceInputs.PAIR_AND_REFERENCE;
    }

    @Override
    default double value(double[] inputs) {
        return value(PreferenceInputs.leadOverReference(inputs));
    }

    @Override
    default void gradient(double[] inputs, double[] gradient) {
        double slope = derivative(PreferenceInputs.leadOverReference(inputs));
        gradient[0] = 0.0 + slope;
        gradient[1] = 0.0 - slope;
        gradient[2] = 0.0 - slope;
        gradient[3] = 0.0 + slope;
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        double curvature = curvature(PreferenceInputs.leadOverReference(inputs));
        for (int k = 0; k < inputs.length; k++) {
            hessian[k] = curvature;
        }
    }
}
