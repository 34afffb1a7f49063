package dev.nabla.loss;

/** An elementwise loss of a prediction and its target. */
public interface PredictionLoss extends ElementwiseLoss {

    double value(double prediction, double target);

    /** The derivative with respect to the prediction. */
    double gradient(double prediction, double target);

    /** The second derivative with respect to the prediction. */
    double hessian(double prediction, double target);

    @Override
    default double value(double[] inputs) {
        return value(inputs[0], inputs[1]);
    }

    @Override
    default void gradient(double[] inputs, double[] gradient) {
        gradient[0] = gradient(inputs[0], inputs[1]);
    }

    @Override
    default void hessian(double[] inputs, double[] hessian) {
        hessian[0] = hessian(inputs[0], inputs[1]);
    }
}
