package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Intermediate.Argument;
import dev.nabla.loss.TargetDerivatives;

/**
 * Evaluates an elementwise loss over a block of elements; {@code inputs[k][i]} is element i of input k, and the intermediates
 * follow the inputs.
 */
interface ElementLoop {

    /** Writes the arguments of an intermediate. */
    void arguments(Argument argument, double[][] inputs, int count, double[] arguments);

    void values(ElementwiseLoss loss, double[][] inputs, int count, double[] values);

    /**
     * Also writes the gradient with respect to each differentiable input k to {@code gradients[k]}. One loop computes both,
     * so that common subexpressions are computed once and each branch of a formula is predicted once.
     */
    void valuesAndGradients(ElementwiseLoss loss, double[][] inputs, int count, double[] values, double[][] gradients);

    /** Writes the gradient with respect to the targets. */
    void targetGradients(TargetDerivatives loss, double[][] inputs, int count, double[] gradient);

    /** Writes the second derivatives with respect to the targets. */
    void targetHessians(TargetDerivatives loss, double[][] inputs, int count, double[] hessian);

    /** Writes the second derivatives with respect to each input k that has them to {@code hessians[k]}. */
    void hessians(ElementwiseLoss loss, double[][] inputs, int count, double[][] hessians);
}
