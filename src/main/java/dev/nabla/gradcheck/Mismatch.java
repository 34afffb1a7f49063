package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A caller's numbers that do not agree with the exact ones.
 *
 * @param task the task with the exact numbers as its result
 * @param quantity what the numbers are meant to be
 * @param given the caller's numbers
 * @param exact the exact numbers
 * @param shape the shape of both
 * @param tolerance the tolerance for a number
 * @param suspects other tasks that the caller may have computed
 */
record Mismatch(
    Task task,
    Quantity quantity,
    double[] given,
    double[] exact,
    Shape shape,
    Tolerance tolerance,
    Supplier<List<Suspect>> suspects) {

    /** Within this relative distance, two numbers may differ by the rounding errors of float32 only. */
    static final double FLOAT32_TOLERANCE = 1e-4;

    boolean isLoss() {
        return quantity instanceof Quantity.Loss;
    }

    /** The same numbers with a tolerance for the rounding errors of float32. */
    Mismatch withFloat32Tolerance() {
        double relative = Math.max(tolerance.relative(), FLOAT32_TOLERANCE);
        return new Mismatch(task, quantity, given, exact, shape, tolerance.withRelative(relative), suspects);
    }

    /** The positions of the elements that differ. */
    int[] differing() {
        return tolerance.refused(given, exact);
    }

    /** Whether the caller's numbers agree with those of a mistake. */
    boolean looksLike(double[] mistaken) {
        return tolerance.accepts(given, mistaken);
    }

    /** Whether the caller's numbers are the exact ones times a factor. */
    boolean isMultiple(double factor) {
        Tolerance scaled = new Tolerance(tolerance.relative(), tolerance.absolute() * Math.abs(factor));
        return IntStream.range(0, given.length).allMatch(i -> scaled.accepts(given[i], factor * exact[i]));
    }

    /** The upstream gradient if it is one number, else 1. */
    double upstream() {
        Tensor upstream = task.gradOutput();
        return upstream == null || upstream.shape().rank() > 0 ? 1 : upstream.get(0);
    }

    /** The largest relative error; the absolute tolerance is part of the denominator. */
    double relativeError() {
        return IntStream.range(0, given.length).mapToDouble(i -> excess(i) * tolerance.relative()).max().orElse(0);
    }

    /** The error of the element at a position, as a multiple of the tolerance. */
    double excess(int position) {
        return tolerance.excess(given[position], exact[position]);
    }

    /** The smallest power of ten that is wide enough as a relative tolerance; empty if it would be 1 or more. */
    OptionalDouble sufficientTolerance() {
        double error = relativeError();
        return IntStream.rangeClosed(-16, -1).mapToDouble(exponent -> Double.parseDouble("1e" + exponent))
                .filter(power -> power >= error).findFirst();
    }

    /** The corresponding numbers of another task; empty if it has none. */
    Optional<double[]> numbersOf(Task other) {
        return Storage.temporarily(
                () -> Optional.ofNullable(quantity.in(Evaluator.evaluate(other.withHessian(task.hessian()))))
                        .map(GradientCheck::numbers))
                .filter(numbers -> numbers.length == given.length);
    }

    /** The divisor of the reduction; 1 if it does not divide. */
    double divisor() {
        boolean isDivided = task.reduction().isMean() && task.loss().reductions().contains(Reduction.SUM);
        return isDivided ? numbersOf(task.reducedBy(Reduction.SUM)).map(this::divisorOf).orElse(1.0) : 1;
    }

    private double divisorOf(double[] sum) {
        int largest = largestExact();
        if (exact.length == 0 || exact[largest] == 0) {
            return 1;
        }
        double divisor = sum[largest] / exact[largest];
        double whole = Math.rint(divisor);
        return Math.abs(divisor - whole) < 1e-9 * whole ? whole : divisor;
    }

    /** The position of the finite exact number with the largest magnitude. */
    int largestExact() {
        int largest = 0;
        for (int i = 1; i < exact.length; i++) {
            if (Double.isFinite(exact[i]) && !(Math.abs(exact[i]) <= Math.abs(exact[largest]))) {
                largest = i;
            }
        }
        return largest;
    }

    /** Formats a number of elements: {@code 2 of 3 elements}. */
    String count(int some) {
        return given.length == 1 ? "the only element" : some + " of " + given.length + " elements";
    }

    /** Formats the index of an element: {@code [1, 0]}. */
    String indexOf(int position) {
        return Arrays.toString(shape.indexOf(position));
    }
}
