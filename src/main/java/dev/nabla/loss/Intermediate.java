package dev.nabla.loss;

import dev.nabla.kernel.ElementaryKernel;

/**
 * An elementary function of an element's inputs, for instance e^−|x|, whose results for a whole block are computed before the
 * loss. {@link ElementwiseLoss#intermediates()} tells which a loss needs.
 *
 * @param argument the argument of the function at an element
 * @param function what is applied to the arguments of a block
 */
public record Intermediate(Argument argument, Function function) {

    /** The argument of a function at an element. */
    @FunctionalInterface
    public interface Argument {

        /** The argument at element i, of the elements i of each input and of the intermediates before it. */
        double at(double[][] inputs, int i);
    }

    /** A function of arrays, whose results do not depend on how many there are. */
    @FunctionalInterface
    public interface Function {

        /** Writes the function of the first {@code count} numbers to {@code results}, which is not {@code x}. */
        void compute(double[] x, int count, double[] results);
    }

    /** {@link dev.nabla.kernel.Elementary#exp(double)}. */
    public static Intermediate exp(Argument argument) {
        return new Intermediate(argument, ElementaryKernel.BEST::exp);
    }

    /** {@link dev.nabla.kernel.Elementary#softplus}. */
    public static Intermediate softplus(Argument argument) {
        return new Intermediate(argument, ElementaryKernel.BEST::softplus);
    }
}
