package dev.nabla.evaluation;

import dev.nabla.loss.ElementwiseLoss;

/** The loops that take an elementwise loss over a block of elements; {@code inputs[k][i]} is element i of input k. */
interface ElementLoop {

    void values(ElementwiseLoss loss, double[][] inputs, int count, double[] values);

    /** Writes the gradient with respect to each differentiable input k to {@code gradients[k]}. */
    void gradients(ElementwiseLoss loss, double[][] inputs, int count, double[][] gradients);

    /** Writes the second derivatives with respect to each input k that has them to {@code hessians[k]}. */
    void hessians(ElementwiseLoss loss, double[][] inputs, int count, double[][] hessians);
}
