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
 * <p>It recognises a mistake by making it: a number that the division by N was forgotten in is what the same request
 * answers with reduction sum, so other reductions, left-out weights and masks, and the caller's suspects are evaluated
 * and compared.
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
     * @param others what else the caller may have computed, the likeliest first; other reductions come to it by themselves
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
     * @param mistake completes "the numbers of the same request …"
     */
    public record Suspect(String mistake, Task task) {}

    private Stream<Suspect> reductions() {
        return task.loss().reductions().stream().filter(other -> other != task.reduction())
                .filter(other -> other != Reduction.NONE && task.reduction() != Reduction.NONE)
                .map(other -> new Suspect("with reduction " + other.label(), task.with(other, DType.FLOAT64)));
    }

    /** Compares the gradient with respect to an input, in the input's shape. */
    public Comparison gradient(String input, Tensor given) {
        Diagnosis diagnosis = new Diagnosis(task, suspects, input);
        return compare(given, exactGradient(input), diagnosis);
    }

    /** Compares gradients by name of input. That some have been exchanged is told only where it explains all that is wrong. */
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
        return compare(given, exact.loss(), new Diagnosis(task, suspects, null));
    }

    private Tensor exactGradient(String input) {
        return Objects.requireNonNull(exact.gradients().get(input));
    }

    private Comparison compare(Tensor given, Tensor expected, Diagnosis diagnosis) {
        double[] theirs = numbers(given);
        double[] ours = numbers(expected);
        Tolerance tolerance = Tolerance.of(relative, ours);
        int differing = tolerance.refused(theirs, ours).length;
        Finding finding = diagnosis.of(theirs, ours, expected.shape(), tolerance);
        return new Comparison(finding, expected.shape(), differing, worst(theirs, expected, tolerance), tolerance);
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

    /** Another input whose gradient was sent in the place of this one's, and the other way round; {@code null} if none. */
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
                && Tolerance.of(Math.max(relative, Diagnosis.LOOSE), ours).accepts(numbers(given), ours);
    }

    private static Comparison exchanged(Comparison comparison, String input, String other) {
        Finding finding = new Finding(Verdict.WRONG_PLACE,
                "The gradients of " + input + " and " + other + " have been exchanged.");
        return new Comparison(finding, comparison.shape(), comparison.differing(), comparison.worst(),
                comparison.tolerance());
    }

    static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }
}
