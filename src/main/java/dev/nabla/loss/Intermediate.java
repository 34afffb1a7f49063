package dev.nabla.loss;

import dev.nabla.kernel.ElementaryKernel;
import java.util.List;

/**
 * An elementary function of an element's inputs, for instance e^−|x|, whose results for a whole block are computed before the
 * loss. {@link ElementwiseLoss#intermediates()} tells which a loss needs.
 *
 * @param arguments the arguments of the function at an element: a number, or its high and low parts
 * @param results how many numbers the function has at an element: one, or a high and a low part
 * @param function what is applied to the arguments of a block
 */
public record Intermediate(List<Argument> arguments, int results, Function function) {

    /** An argument of a function at an element. */
    @FunctionalInterface
    public interface Argument {

        /** The argument at element i, of the elements i of each input and of the intermediates before it. */
        double at(double[][] inputs, int i);
    }

    /** A function of arrays, whose results at an element do not depend on the others. */
    @FunctionalInterface
    public interface Function {

        /**
         * Writes the function of the first {@code count} elements.
         *
         * @param arguments an array for each argument
         * @param results an array for each result, none of which is one of the arguments
         */
        void compute(double[][] arguments, int count, double[][] results);
    }

    /** {@link dev.nabla.kernel.Elementary#exp(double)}. */
    public static Intermediate exp(Argument argument) {
        return new Intermediate(List.of(argument), 1,
                (arguments, count, results) -> ElementaryKernel.BEST.exp(arguments[0], count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#log}. */
    public static Intermediate log(Argument argument) {
        return new Intermediate(List.of(argument), 1,
                (arguments, count, results) -> ElementaryKernel.BEST.log(arguments[0], count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#log1p(double)}. */
    public static Intermediate log1p(Argument argument) {
        return new Intermediate(List.of(argument), 1,
                (arguments, count, results) -> ElementaryKernel.BEST.log1p(arguments[0], count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#sigmoid}. */
    public static Intermediate sigmoid(Argument argument) {
        return new Intermediate(List.of(argument), 1,
                (arguments, count, results) -> ElementaryKernel.BEST.sigmoid(arguments[0], count, results[0]));
    }

    /** {@link dev.nabla.kernel.Elementary#softplus}. */
    public static Intermediate softplus(Argument argument) {
        return new Intermediate(List.of(argument), 1,
                (arguments, count, results) -> ElementaryKernel.BEST.softplus(arguments[0], count, results[0]));
    }

    /** {@link dev.nabla.kernel.Extended#exp(double)}, in two parts. */
    public static Intermediate extendedExp(Argument argument) {
        return new Intermediate(List.of(argument), 2, (arguments, count, results) -> ElementaryKernel.BEST
                .extendedExp(arguments[0], count, results[0], results[1]));
    }

    /** {@link dev.nabla.kernel.Extended#log(double)}, in two parts. */
    public static Intermediate extendedLog(Argument argument) {
        return new Intermediate(List.of(argument), 2, (arguments, count, results) -> ElementaryKernel.BEST
                .extendedLog(arguments[0], count, results[0], results[1]));
    }

    /** {@link dev.nabla.kernel.Extended#log1p} of a number in two parts, in two parts. */
    public static Intermediate extendedLog1p(Argument high, Argument low) {
        return new Intermediate(List.of(high, low), 2, (arguments, count, results) -> ElementaryKernel.BEST
                .extendedLog1p(arguments[0], arguments[1], count, results[0], results[1]));
    }
}
