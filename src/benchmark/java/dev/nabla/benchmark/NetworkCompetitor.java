package dev.nabla.benchmark;

/**
 * A program that feeds a perceptron, and computes the gradients of the mean cross entropy with respect to its input and to
 * the weight and bias of each layer, in this order.
 */
public interface NetworkCompetitor extends Competitor {

    /** Takes the network and its batch. Not timed. */
    void prepare(MultilayerPerceptron perceptron);
}
