package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a caller's loss and gradients with the exact ones, and tells which mistake wrong ones look like.
 *
 * <p>It recognizes many a mistake by making it: the gradient of a mean in which the division by N was forgotten is that
 * of the same task with reduction sum. So the task is evaluated with other settings too, and the answers compared.
 */
public final class GradientCheck {

    private final Task task;
    private final double relative;
    private final Supplier<List<Suspect>> suspects;
    private final Evaluation exact;

    /**
     * A check against the answer to a task.
     *
     * @param task a task without faults; its {@code wrt} names the gradients to be checked
     * @param relative the relative tolerance
     * @param others other tasks that the caller may have computed, the likeliest first; other reductions need not be
     *     among them
     */
    public GradientCheck(Task task, double relative, Supplier<List<Suspect>> others) {
        this.task = task.with(task.reduction(), DType.FLOAT64);
        this.relative = relative;
        this.suspects = () -> Stream.concat(others.get().stream(), reductions()).toList();
        this.exact = Evaluator.evaluate(this.task);
    }

    /**
     * Another task whose answer the caller may have computed.
     *
     * @param mistake how it differs, to complete "the numbers of the same request …"
     */
    public record Suspect(String mistake, Task task) {}

    private Stream<Suspect> reductions() {
        return task.loss().reductions().stream().filter(other -> other != task.reduction())
                .filter(other -> other != Reduction.NONE && task.reduction() != Reduction.NONE)
                .map(other -> new Suspect("with reduction " + other.label(), task.with(other, DType.FLOAT64)));
    }

    /** Compares the gradient with respect to an input, in the input's shape. */
    public Comparison gradient(String input, Tensor given) {
        return compare(input, given, exactGradient(input));
    }

    /** Compares gradients by name of input. They are called exchanged only if that explains all that is wrong. */
    public Map<String, Comparison> gradients(Map<String, Tensor> given) {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        Map<String, Comparison> exchanges = new LinkedHashMap<>();
        given.forEach((input, tensor) -> {
            Comparison comparison = gradient(input, tensor);
            String other = comparison.agrees() ? null : exchangedWith(input, tensor, given);
            comparisons.put(input, comparison);
            if (comparison.agrees() || other != null) {
                exchanges.put(input, other == null ? comparison : exchanged(comparison, input, other));
            }
        });
        return exchanges.size() == comparisons.size() ? exchanges : comparisons;
    }

    /** The shape of the loss. */
    public Shape lossShape() {
        return exact.loss().shape();
    }

    /** Compares the loss, in the shape of the answered loss. */
    public Comparison loss(Tensor given) {
        return compare(null, given, exact.loss());
    }

    private Tensor exactGradient(String input) {
        return Objects.requireNonNull(exact.gradients().get(input));
    }

    private Comparison compare(@Nullable String input, Tensor given, Tensor expected) {
        double[] theirs = numbers(given);
        double[] ours = numbers(expected);
        Tolerance tolerance = Tolerance.of(relative, ours);
        Mismatch mismatch = new Mismatch(task, input, theirs, ours, expected.shape(), tolerance, suspects);
        int differing = mismatch.differing().length;
        Diagnosis diagnosis = differing == 0
                ? new Diagnosis(Verdict.AGREES, "Every element agrees within the tolerance.")
                : Mistakes.diagnose(mismatch);
        return new Comparison(diagnosis, expected.shape(), differing, worst(theirs, expected, tolerance), tolerance);
    }

    private static Comparison.@Nullable Element worst(double[] given, Tensor expected, Tolerance tolerance) {
        int worst = -1;
        double most = -1;
        for (int i = 0; i < given.length; i++) {
            double excess = tolerance.excess(given[i], expected.get(i));
            if (excess > most) {
                worst = i;
                most = excess;
            }
        }
        return worst < 0
                ? null
                : new Comparison.Element(expected.shape().indexOf(worst), given[worst], expected.get(worst));
    }

    /** Another input whose gradient was sent in place of this one's, and the other way round; {@code null} if none. */
    private @Nullable String exchangedWith(String input, Tensor tensor, Map<String, Tensor> given) {
        for (Map.Entry<String, Tensor> other : given.entrySet()) {
            if (!other.getKey().equals(input) && isGradientOf(tensor, other.getKey())
                    && isGradientOf(other.getValue(), input)) {
                return other.getKey();
            }
        }
        return null;
    }

    private boolean isGradientOf(Tensor given, String input) {
        Tensor expected = exactGradient(input);
        double[] ours = numbers(expected);
        return given.shape().equals(expected.shape())
                && Tolerance.of(Math.max(relative, Mismatch.FLOAT32_TOLERANCE), ours).accepts(numbers(given), ours);
    }

    private static Comparison exchanged(Comparison comparison, String input, String other) {
        Diagnosis diagnosis = new Diagnosis(Verdict.WRONG_PLACE,
                "The gradients of " + input + " and " + other + " are exchanged.");
        return new Comparison(diagnosis, comparison.shape(), comparison.differing(), comparison.worst(),
                comparison.tolerance());
    }

    static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }
}
