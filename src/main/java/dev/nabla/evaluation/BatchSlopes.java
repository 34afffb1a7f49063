package dev.nabla.evaluation;

import dev.nabla.kernel.Parallel;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;

/** Lends the derivatives of a batch loss an array, and hands what they leave there on. */
final class BatchSlopes {

    private final Task task;
    private final Geometry geometry;
    private final List<Input> inputs;

    BatchSlopes(Task task, Geometry geometry) {
        this.task = task;
        this.geometry = geometry;
        this.inputs = task.loss().inputs();
    }

    /** Writes the derivative with respect to an input to zeros. */
    @FunctionalInterface
    interface Derivative {

        void write(int input, double[] into);
    }

    /** Stores a derivative with respect to an input; 0 where only masked places use the element. */
    void store(int input, DerivativeSink sink, Derivative derivative) {
        double[] into = Storage.doubles(shape(input).elements());
        Arrays.fill(into, 0);
        derivative.write(input, into);
        if (task.mask() != null) {
            leaveOut(into, uses(input));
        }
        sink.add(0, into, into.length);
        Storage.giveBack(into);
    }

    /** Runs over the parts of a derivative, on several threads where that pays. */
    void write(int parts, Parallel.Range range) {
        Parallel.run(parts, task.elements(), Parallel.ELEMENTS_PER_THREAD, range);
    }

    private static void leaveOut(double[] slopes, IntPredicate isUsed) {
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = isUsed.test(i) ? slopes[i] : 0;
        }
    }

    /** Whether anything that takes part uses the element at a position of an input. */
    private IntPredicate uses(int input) {
        return inputs.get(input).shape().uses(shape(input), geometry, task::takesPart);
    }

    /** The derivative of what is NaN. */
    static void undefined(int input, double[] into) {
        Arrays.fill(into, Double.NaN);
    }

    private Shape shape(int input) {
        return Objects.requireNonNull(task.input(inputs.get(input))).shape();
    }
}
