package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The slopes of a loss on both sides of some elements of an input. */
final class Kinks {

    private static final double STEP = 0x1p-20;

    /** How much two slopes of a smooth loss may differ over a step, relative to their size. */
    private static final double SMOOTH = 1e-3;

    private final Task task;
    private final String input;
    private final int[] places;
    private final @Nullable Tensor below;
    private final @Nullable Tensor above;

    Kinks(Task task, String input, int[] places) {
        this.task = task;
        this.input = input;
        this.places = places;
        this.below = slopes(-STEP);
        this.above = slopes(STEP);
    }

    /** The gradient where the elements are moved a little; {@code null} if they cannot be. */
    private @Nullable Tensor slopes(double step) {
        Tensor numbers = Objects.requireNonNull(task.inputs().get(input));
        Tensor moved = Tensor.zeros(numbers.shape(), DType.FLOAT64);
        for (int i = 0; i < numbers.shape().elements(); i++) {
            moved.set(i, numbers.get(i));
        }
        for (int place : places) {
            double number = numbers.get(place);
            moved.set(place, number + step * Math.max(1, Math.abs(number)));
        }
        Map<String, Tensor> inputs = new LinkedHashMap<>(task.inputs());
        inputs.put(input, moved);
        Task beside = new Task(task.loss(), inputs, task.reduction(), task.sampleWeight(), task.mask(),
                task.gradOutput(), task.axis(), task.wrt(), false, DType.FLOAT64);
        return Evaluator.check(beside).isEmpty() ? Evaluator.evaluate(beside).gradients().get(input) : null;
    }

    /** Whether the loss has a kink in each of the places, and each of the numbers is what others take there for its slope. */
    boolean explain(double[] given, Tolerance tolerance) {
        if (below == null || above == null) {
            return false;
        }
        for (int place : places) {
            double lower = lower(place);
            double upper = upper(place);
            boolean isKink = upper - lower > SMOOTH * (Math.abs(upper) + Math.abs(lower));
            boolean isChoice = tolerance.accepts(given[place], lower) || tolerance.accepts(given[place], upper)
                    || tolerance.accepts(given[place], lower + (upper - lower) / 2);
            if (!isKink || !isChoice) {
                return false;
            }
        }
        return true;
    }

    double lower(int place) {
        return Math.min(at(below, place), at(above, place));
    }

    double upper(int place) {
        return Math.max(at(below, place), at(above, place));
    }

    private static double at(@Nullable Tensor slopes, int place) {
        return Objects.requireNonNull(slopes).get(place);
    }
}
