package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;

/**
 * A loss with several values, each of which may depend on any element of the inputs. Masked elements are excluded from
 * every value.
 */
public non-sealed interface JointLoss extends BatchLoss {

    /** Begins the evaluation of a batch: prepares what its values and derivatives have in common. */
    Pass forward(Batch batch);

    /**
     * The evaluation of a batch. First each value that counts is asked for once, then the derivatives. Both happen on
     * several threads, which must not see each other's work.
     */
    interface Pass {

        /** One unreduced value; not called for values that do not count. */
        double value(int value);

        /**
         * The contribution of a value to the divisor of {@code mean}; 0 if the value does not count, and then it is 0
         * itself.
         */
        double divisor(int value);

        /** How many parts the derivatives with respect to an input fall into, each of them elements of its own. */
        default int parts(int input) {
            return 1;
        }

        /**
         * Writes to zeros, for the parts from one up to another, the derivative with respect to each element of an
         * input of the sum of all values, each times its cotangent.
         */
        void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient);

        /** As {@link #gradient}, with the second derivatives of the values; for inputs that have them only. */
        default void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
            throw new UnsupportedOperationException("no input has a Hessian");
        }
    }

    /** The derivative of the returned loss with respect to each value; 0 for values that do not count. */
    @FunctionalInterface
    interface Cotangents {

        DoubleDouble of(int value);
    }
}
