package dev.nabla.kernel;

/**
 * {@link WeightedBinaryCrossEntropy} term by term, for logits that may be infinite and weights that may be beyond float64. A
 * term of weight 0 is dropped even if it is infinite.
 *
 * @param negative weight of the negative term
 * @param positive weight of the positive term
 */
public record ScaledBinaryCrossEntropy(ScaledDoubleDouble negative, ScaledDoubleDouble positive) {

    public double value(double x) {
        return sum(Elementary.softplus(x), Elementary.softplus(-x));
    }

    public double gradient(double x) {
        return sum(sigmoid(x), -sigmoid(-x));
    }

    public double hessian(double x) {
        double slope = StableSigmoid.derivative(x).value();
        return sum(slope, slope);
    }

    private double sum(double ofNegative, double ofPositive) {
        return negative.timesOrZero(ScaledDoubleDouble.of(ofNegative))
                .plus(positive.timesOrZero(ScaledDoubleDouble.of(ofPositive))).value();
    }

    private static double sigmoid(double x) {
        return Extended.sigmoid(DoubleDouble.of(x)).value();
    }
}
