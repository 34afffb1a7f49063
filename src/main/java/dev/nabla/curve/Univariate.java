package dev.nabla.curve;

/** A loss as a function of one number. */
public interface Univariate {

    /** Evaluates the loss and its derivatives at valid points. */
    Samples at(double[] points);
}
