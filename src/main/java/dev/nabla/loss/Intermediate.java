package dev.nabla.loss;

import dev.nabla.kernel.ElementaryKernel;

/**
 * An elementary function of an element's inputs, for instance e^−|x|, whose results for a whole block are computed before the
 * loss. {@link ElementwiseLoss#intermediates()} tells which a loss needs.
 *
 * @param argument the argument of the function at an element
 * @param results how many numbers the function has at an element
 * @param function what is applied to the arguments of a block
 */
public record Intermediate(Argument argument, int results, Function function) {

    /** The argument of a function at an element. */
    @FunctionalInterface
    public interface Argument {

        /** The argument at element i, of the elements i of each input and of the intermediates before it. */
        double at(double[][] inputs, int i);
    }

    /** A function of arrays, whose results at an element do not depend on the others. */
    @FunctionalInterface
    public interface Function {

        /** Writes the function of the first {@code count} numbers, to an array for each of its results. */
        void compute(double[] x, int count, double[][] results);
    }

    /** {@link dev.nabla.kernel.Elementary#exp(double)}. */
    public static Intermediate exp(Argument argument) {
        return new Intermediate(argument, 1, (x, count, results) -> ElementaryKernel.BEST.exp(x, count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#log}. */
    public static Intermediate log(Argument argument) {
        return new Intermediate(argument, 1, (x, count, results) -> ElementaryKernel.BEST.log(x, count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#log1p(double)}. */
    public static Intermediate log1p(Argument argument) {
        return new Intermediate(argument, 1,
                (x, count, results) -> ElementaryKernel.BEST.log1p(x, count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#sigmoid}. */
    public static Intermediate sigmoid(Argument argument) {
        return new Intermediate(argument, 1,
                (x, count, results) -> ElementaryKernel.BEST.sigmoid(x, count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#softplus}. */
    public static Intermediate softplus(Argument argument) {
        return new Intermediate(argument, 1,
                (x, count, results) -> ElementaryKernel.BEST.softplus(x, count, results[0]));
    }

    /** {@link dev.nabla.kernel.Extended#exp(double)}, in two parts. */
    public static Intermediate extendedExp(Argument argument) {
        return new Intermediate(argument, 2,
                (x, count, results) -> ElementaryKernel.BEST.extendedExp(x, count, results[0], results[1]));
    }

    /** {@link dev.nabla.kernel.Extended#log(double)}, in two parts. */
    public static Intermediate extendedLog(Argument argument) {
        return new Intermediate(argument, 2,
                (x, count, results) -> ElementaryKernel.BEST.extendedLog(x, count, results[0], results[1]));
    }

    /** e^x as by {@link #extendedExp}, and log(1 + e^x) by {@link dev.nabla.kernel.Extended#log1p}, each in two parts. */
    public static Intermediate extendedExpAndSoftplus(Argument argument) {
        return new Intermediate(argument, 4, (x, count, results) -> {
            ElementaryKernel.BEST.extendedExp(x, count, results[0], results[1]);
            ElementaryKernel.BEST.extendedLog1p(results[0], results[1], count, results[2], results[3]);
        });
    }
}
