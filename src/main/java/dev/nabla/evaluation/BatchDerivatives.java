package dev.nabla.evaluation;

import dev.nabla.kernel.Parallel;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** Computes derivatives of a batch loss into a temporary array, masks them and passes them to a sink. */
final class BatchDerivatives {

    private final Task task;
    private final Geometry geometry;
    private final List<Input> inputs;

    BatchDerivatives(Task task, Geometry geometry) {
        this.task = task;
        this.geometry = geometry;
        this.inputs = task.loss().inputs();
    }

    /** Writes the derivative with respect to an input into an array of zeros. */
    @FunctionalInterface
    interface Derivative {

        void write(int input, double[] into);
    }

    /** Stores a derivative with respect to an input; 0 for elements that only masked values use. */
    void store(int input, DerivativeSink sink, Derivative derivative) {
        double[] into = Storage.doubles(shape(input).elements());
        Arrays.fill(into, 0);
        derivative.write(input, into);
        if (task.mask() != null) {
            zeroUnused(into, uses(input));
        }
        sink.add(0, into, into.length);
        Storage.giveBack(into);
    }

    /** Second derivatives of 1, times the cotangent of the value that an element belongs to. */
    Derivative constant(BatchLoss loss, BatchLoss.Batch batch, Cotangents cotangents) {
        return (input, into) -> {
            IntToDoubleFunction factors = loss.sums(input, batch, geometry,
                    value -> cotangents.of(value).product(1.0));
            Arrays.setAll(into, factors);
        };
    }

    /** Computes the parts of a derivative, on several threads if there are enough elements. */
    void inParallel(int parts, Parallel.Range range) {
        Parallel.run(parts, task.elements(), Parallel.ELEMENTS_PER_THREAD, range);
    }

    private static void zeroUnused(double[] derivative, IntPredicate isUsed) {
        for (int i = 0; i < derivative.length; i++) {
            derivative[i] = isUsed.test(i) ? derivative[i] : 0;
        }
    }

    /** Whether an unmasked value uses the element at a position of an input. */
    private IntPredicate uses(int input) {
        return inputs.get(input).shape().uses(shape(input), geometry, task::isIncluded);
    }

    /** The derivative of a loss that is NaN. */
    static void fillWithNaN(int input, double[] into) {
        Arrays.fill(into, Double.NaN);
    }

    private Shape shape(int input) {
        return Objects.requireNonNull(task.input(inputs.get(input))).shape();
    }
}
