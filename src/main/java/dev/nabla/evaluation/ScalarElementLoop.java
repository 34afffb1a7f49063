package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.ErrorFree;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Intermediate.Argument;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.loss.TargetDerivatives;

/**
 * Plain loops. {@link ElementLoops} defines a copy of this class for each loss, so that the compiler can inline the loss.
 *
 * <p>A value is stored after its gradient is computed: the compiler must assume that the store may change the inputs, and
 * would compute common subexpressions again.
 */
final class ScalarElementLoop implements ElementLoop {

    /** The difference of two numbers up to this size is finite. */
    private static final double HALF_OF_RANGE = 0x1p1023 - 0x1p970;

    @Override
    public void arguments(Argument argument, double[][] inputs, int count, double[] arguments) {
        for (int i = 0; i < count; i++) {
            arguments[i] = argument.at(inputs, i);
        }
    }

    @Override
    public void values(ElementwiseLoss loss, double[][] inputs, int count, double[] values) {
        switch (loss) {
            case ResidualLoss residual when isInRange(inputs, count) ->
                values(residual, inputs[0], inputs[1], count, values);
            case PredictionLoss prediction -> values(prediction, inputs[0], inputs[1], count, values);
            default -> {
                double[] point = new double[inputs.length];
                for (int i = 0; i < count; i++) {
                    values[i] = loss.value(read(inputs, i, point));
                }
            }
        }
    }

    /** Whether no residual is beyond float64. */
    private static boolean isInRange(double[][] inputs, int count) {
        return !DoubleArrays.containsAbove(HALF_OF_RANGE, inputs[0], 0, count)
                && !DoubleArrays.containsAbove(HALF_OF_RANGE, inputs[1], 0, count);
    }

    private static void values(ResidualLoss loss, double[] predictions, double[] targets, int count, double[] values) {
        for (int i = 0; i < count; i++) {
            double residual = predictions[i] - targets[i];
            values[i] = loss.value(residual, ErrorFree.differenceError(predictions[i], targets[i], residual));
        }
    }

    private static void values(PredictionLoss loss, double[] predictions, double[] targets, int count,
            double[] values) {
        for (int i = 0; i < count; i++) {
            values[i] = loss.value(predictions[i], targets[i]);
        }
    }

    @Override
    public void valuesAndGradients(ElementwiseLoss loss, double[][] inputs, int count, double[] values,
            double[][] gradients) {
        switch (loss) {
            case ResidualLoss residual when isInRange(inputs, count) -> {
                valuesAndGradients(residual, inputs[0], inputs[1], count, values, gradients[0]);
                negate(gradients[0], count, gradients[1]);
            }
            case PredictionLoss prediction ->
                valuesAndGradients(prediction, inputs[0], inputs[1], count, values, gradients[0]);
            default -> {
                double[] point = new double[inputs.length];
                double[] derivatives = new double[gradients.length];
                for (int i = 0; i < count; i++) {
                    double value = loss.value(read(inputs, i, point));
                    loss.gradient(point, derivatives);
                    values[i] = value;
                    write(derivatives, i, gradients);
                }
            }
        }
    }

    private static void valuesAndGradients(ResidualLoss loss, double[] predictions, double[] targets, int count,
            double[] values,
            double[] gradient) {
        for (int i = 0; i < count; i++) {
            double residual = predictions[i] - targets[i];
            double tail = ErrorFree.differenceError(predictions[i], targets[i], residual);
            double value = loss.value(residual, tail);
            gradient[i] = loss.gradient(residual, tail);
            values[i] = value;
        }
    }

    private static void valuesAndGradients(PredictionLoss loss, double[] predictions, double[] targets, int count,
            double[] values,
            double[] gradient) {
        for (int i = 0; i < count; i++) {
            double value = loss.value(predictions[i], targets[i]);
            gradient[i] = loss.gradient(predictions[i], targets[i]);
            values[i] = value;
        }
    }

    private static void negate(double[] gradient, int count, double[] negated) {
        for (int i = 0; i < count; i++) {
            negated[i] = 0.0 - gradient[i];
        }
    }

    @Override
    public void hessians(ElementwiseLoss loss, double[][] inputs, int count, double[][] hessians) {
        double[] point = new double[inputs.length];
        double[] derivatives = new double[hessians.length];
        for (int i = 0; i < count; i++) {
            loss.hessian(read(inputs, i, point), derivatives);
            write(derivatives, i, hessians);
        }
    }

    @Override
    public void targetGradients(TargetDerivatives loss, double[][] inputs, int count, double[] gradient) {
        double[] point = new double[inputs.length];
        for (int i = 0; i < count; i++) {
            gradient[i] = loss.targetGradient(read(inputs, i, point));
        }
    }

    @Override
    public void targetHessians(TargetDerivatives loss, double[][] inputs, int count, double[] hessian) {
        double[] point = new double[inputs.length];
        for (int i = 0; i < count; i++) {
            hessian[i] = loss.targetHessian(read(inputs, i, point));
        }
    }

    private static double[] read(double[][] inputs, int i, double[] point) {
        for (int k = 0; k < point.length; k++) {
            point[k] = inputs[k][i];
        }
        return point;
    }

    private static void write(double[] derivatives, int i, double[][] target) {
        for (int k = 0; k < derivatives.length; k++) {
            target[k][i] = derivatives[k];
        }
    }
}
