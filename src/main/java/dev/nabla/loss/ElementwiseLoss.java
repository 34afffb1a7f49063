package dev.nabla.loss;

import java.util.List;

/**
 * A loss whose value at an element depends on that element of each input alone.
 *
 * <p>{@code inputs} holds the element of each input, in the order of {@link #inputs()}.
 */
public non-sealed interface ElementwiseLoss extends Loss {

    /** Constraints between the elements of different inputs, beyond the domain of each. */
    default List<Relation> relations() {
        return List.of();
    }

    /**
     * What its loop is compiled for: losses with equal keys share one. By default its class, since options do not
     * change what is compiled. A loss made at run time, of a class that many formulas share, has a key of its own, with
     * equals and hashCode.
     */
    default Object loopKey() {
        return getClass();
    }

    /** The loss at one element. */
    double value(double[] inputs);

    /** Writes the first derivative with respect to each differentiable input {@code k} to {@code gradient[k]}. */
    void gradient(double[] inputs, double[] gradient);

    /**
     * Writes the second derivative with respect to each input {@code k} that has one to {@code hessian[k]}. Not called
     * for losses without a Hessian.
     */
    default void hessian(double[] inputs, double[] hessian) {
        throw new UnsupportedOperationException(
                getClass().getName()
                        + " must override hessian(double[], double[]), or declare no input twiceDifferentiable()");
    }
}
