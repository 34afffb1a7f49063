package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gradient of a loss just below and just above some elements of an input; they differ at a kink. */
final class OneSidedGradients {

    private static final double STEP = 0x1p-20;

    /** The maximum relative change of the gradient of a smooth loss over the steps. */
    private static final double SMOOTH_CHANGE = 1e-3;

    private final Task task;
    private final String input;
    private final int[] positions;
    private final @Nullable Tensor below;
    private final @Nullable Tensor above;

    OneSidedGradients(Task task, String input, int[] positions) {
        this.task = task;
        this.input = input;
        this.positions = positions;
        this.below = gradientAt(-STEP);
        this.above = gradientAt(STEP);
    }

    /** The gradient after a relative step of the elements; {@code null} if that leaves the domain. */
    private @Nullable Tensor gradientAt(double step) {
        Tensor elements = Objects.requireNonNull(task.inputs().get(input));
        double[] moved = GradientCheck.numbers(elements);
        for (int position : positions) {
            moved[position] += step * Math.max(1, Math.abs(moved[position]));
        }
        Task shifted = task.withInput(input, new Float64Tensor(elements.shape(), moved));
        return Evaluator.check(shifted).isEmpty() ? Evaluator.evaluate(shifted).gradients().get(input) : null;
    }

    /** Whether each element is at a kink, and each number is a common choice there: a one-sided gradient, or their mean. */
    boolean explain(double[] given, Tolerance tolerance) {
        return below != null && above != null && IntStream.of(positions)
                .allMatch(position -> isKink(position) && isCommonChoice(given[position], position, tolerance));
    }

    private boolean isKink(int position) {
        double lower = lower(position);
        double upper = upper(position);
        return upper - lower > SMOOTH_CHANGE * (Math.abs(upper) + Math.abs(lower));
    }

    private boolean isCommonChoice(double number, int position, Tolerance tolerance) {
        double lower = lower(position);
        double upper = upper(position);
        return tolerance.accepts(number, lower) || tolerance.accepts(number, upper)
                || tolerance.accepts(number, lower + (upper - lower) / 2);
    }

    /** The lesser of the two gradients at an element. */
    double lower(int position) {
        return Math.min(at(below, position), at(above, position));
    }

    /** The greater of the two gradients at an element. */
    double upper(int position) {
        return Math.max(at(below, position), at(above, position));
    }

    private static double at(@Nullable Tensor gradient, int position) {
        return Objects.requireNonNull(gradient).get(position);
    }
}
