package dev.nabla.loss;

import java.util.List;

/**
 * A loss whose value at an element depends on that element of each input alone.
 *
 * <p>{@code inputs} holds the element of each input, in the order of {@link #inputs()}, and behind them the {@link
 * #intermediates()}.
 */
public non-sealed interface ElementwiseLoss extends Loss {

    /** Constraints between the elements of different inputs, beyond the domain of each. */
    default List<Relation> relations() {
        return List.of();
    }

    /**
     * The key of its compiled loop: losses with equal keys share one. By default the class, since options do not change the
     * code. Losses created at run time whose class is shared by many formulas need a key per formula, with
     * {@code equals} and {@code hashCode}.
     */
    default Object loopKey() {
        return getClass();
    }

    /**
     * Functions of the inputs that value and derivatives share. Each may depend on those before it. Losses that state them are
     * several times as fast as those that call the same functions of {@link dev.nabla.kernel.Elementary}.
     */
    default List<Intermediate> intermediates() {
        return List.of();
    }

    /** The loss at one element. */
    double value(double[] inputs);

    /**
     * Writes the first derivative with respect to each differentiable input {@code k} to {@code gradient[k]}, except that of
     * {@link TargetDerivatives}.
     */
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
