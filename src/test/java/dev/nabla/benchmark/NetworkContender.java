package dev.nabla.benchmark;

/**
 * A program that feeds a perceptron, and computes the gradients of the mean cross entropy with respect to its input and to
 * the weight and bias of each layer, in this order.
 */
public interface NetworkContender extends Contender {

    /** Takes the network and its batch. Not timed. */
    void prepare(Perceptron perceptron);
}
