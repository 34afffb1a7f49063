package dev.nabla.loss;

import dev.nabla.kernel.DoubleDouble;
import java.util.function.IntPredicate;

/**
 * A loss with several values, each of which may depend on any element of the inputs. Masked elements are excluded from
 * every value.
 */
public non-sealed interface JointLoss extends BatchLoss {

    /** Starts the evaluation of a batch: computes what values and derivatives have in common. */
    Pass forward(Batch batch);

    /**
     * The evaluation of a batch. The requested derivatives are computed first, then each value that counts, once, both by several
     * threads, so they must not share mutable state; but values may have been found with derivatives.
     */
    interface Pass {

        /**
         * The contribution of a value to the divisor of {@code mean}; 0 if the value does not count, in which case it is
         * 0 too.
         */
        double divisor(int value);

        /** What a mean divides a value by before it averages, such as the length of a sequence; at least 1. */
        default int size(int value) {
            return 1;
        }

        /**
         * Called once when divisors are known, before values and derivatives: a loss that computes them together does so here.
         *
         * @param isWanted whether the gradient with respect to an input will be asked for
         */
        default void prepare(Cotangents cotangents, IntPredicate isWanted) {}

        /** One unreduced value; not called for values that do not count. */
        double value(int value);

        /** The number of parts in which the derivatives with respect to an input can be computed, each with its own elements. */
        default int parts(int input) {
            return 1;
        }

        /**
         * Computes the gradient, with respect to an input, of the sum of all values times their cotangents, for a range of
         * parts. The array is initially zero.
         */
        void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient);

        /** As {@link #gradient}, with the second derivatives of the values. Only called for inputs that have them. */
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
