package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;

/** The loops that take an elementwise loss over a block of elements; {@code inputs[k][i]} is element i of input k. */
interface ElementLoop {

    void values(ElementwiseLoss loss, double[][] inputs, int count, double[] values);

    /**
     * Writes the gradient with respect to each differentiable input k to {@code gradients[k]} too: in one loop with the
     * values, where what both need is computed once and what decides between the cases of a formula is guessed once.
     */
    void valuesAndGradients(ElementwiseLoss loss, double[][] inputs, int count, double[] values, double[][] gradients);

    /** Writes the second derivatives with respect to each input k that has them to {@code hessians[k]}. */
    void hessians(ElementwiseLoss loss, double[][] inputs, int count, double[][] hessians);
}
