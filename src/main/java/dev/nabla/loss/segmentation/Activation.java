package dev.nabla.loss.segmentation;

/** The function that turns predictions into probabilities. */
public enum Activation {
    SIGMOID,
    SOFTMAX
}
