package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.tensor.Shape;

/**
 * A loss of several values, each of which may depend on any element of the inputs. Whatever the mask leaves out is left
 * out of every value.
 */
public non-sealed interface JointLoss extends BatchLoss {

    /** The number of axes of the first input. */
    int rank();

    /** The shape of the values, and of the mask, given that of the first input, which begins with it. */
    default Shape values(Shape first) {
        return first;
    }

    /** Computes the values of a batch; their derivatives can then be had from what it answers. */
    Pass forward(Batch batch);

    /** What a forward pass leaves. */
    interface Pass {

        /** One unreduced value. It is not asked for where the value does not count. */
        double value(int value);

        /** What a value adds to the divisor of {@code mean}; 0 if it does not count, and is 0 itself. */
        double divisor(int value);

        /**
         * Writes to zeros the derivative, with respect to each element of an input, of the sum of all values, each times
         * its cotangent.
         */
        void gradient(int input, Cotangents cotangents, double[] gradient);

        /** As {@link #gradient}, with the second derivatives of the values; for inputs that have them only. */
        void hessian(int input, Cotangents cotangents, double[] hessian);
    }

    /** The derivative of the answered loss with respect to each value; 0 of a value that does not count. */
    @FunctionalInterface
    interface Cotangents {

        DoubleDouble of(int value);
    }
}
