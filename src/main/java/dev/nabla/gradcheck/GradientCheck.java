package dev.nabla.gradcheck;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a caller's loss, gradients and Hessian diagonals with the exact ones, and diagnoses differences.
 *
 * <p>It recognizes many mistakes by reproducing them: a gradient of a mean without the division by N is that of the same task
 * with reduction sum. So the task is also evaluated with other settings, and the results are compared.
 */
public final class GradientCheck {

    /** Evaluations that a diagnosis usually takes; difference quotients may take many more. */
    private static final int EVALUATIONS = 20;

    /** Arrays of the size of a gradient that mistakes are reproduced in. */
    private static final int COPIES = 10;

    private final Task task;
    private final double relative;
    private final Supplier<List<Suspect>> suspects;
    private final Evaluation exact;

    /**
     * Creates a check against the result of a task.
     *
     * @param task a valid task; its {@code wrt} names the inputs of the gradients and Hessian diagonals to check
     * @param relative the relative tolerance
     * @param others other tasks that the caller may have computed, most likely first; other reductions are tried anyway
     */
    public GradientCheck(Task task, double relative, Supplier<List<Suspect>> others) {
        this.task = task.storedIn(DType.FLOAT64);
        this.relative = relative;
        this.suspects = () -> Stream.concat(others.get().stream(), reductions()).toList();
        this.exact = Evaluator.evaluate(this.task);
    }

    /**
     * What a check takes, given its task: other evaluations, one at a time, and some copies of the numbers to compare.
     */
    public static Cost cost(Task task) {
        Task exact = task.storedIn(DType.FLOAT64);
        long compared = task.wrt().stream().map(task.inputs()::get).mapToLong(input -> input.shape().elements()).sum();
        return Evaluator.cost(exact).then(Evaluator.cost(exact).repeated(EVALUATIONS))
                .plus(Cost.scratch(COPIES * compared + 2 * task.elements()));
    }

    /**
     * Another task that the caller may have computed by mistake.
     *
     * @param mistake how it differs; completes "the numbers of the same request …"
     */
    public record Suspect(String mistake, Task task) {}

    private Stream<Suspect> reductions() {
        return task.loss().reductions().stream().filter(other -> other != task.reduction())
                .filter(other -> other != Reduction.NONE && task.reduction() != Reduction.NONE)
                .map(other -> new Suspect("with reduction " + other.label(), task.reducedBy(other)));
    }

    /** Compares a gradient with respect to an input, in the input's shape. */
    public Comparison gradient(String input, Tensor given) {
        return compare(new Quantity.Gradient(input), given);
    }

    /** Compares gradients by input. Gradients are diagnosed as swapped only if that explains all differences. */
    public Map<String, Comparison> gradients(Map<String, Tensor> given) {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        Map<String, Comparison> swaps = new LinkedHashMap<>();
        given.forEach((input, tensor) -> {
            Comparison comparison = gradient(input, tensor);
            String other = comparison.agrees() ? null : swappedWith(input, tensor, given);
            comparisons.put(input, comparison);
            if (comparison.agrees() || other != null) {
                swaps.put(input, other == null ? comparison : swapped(comparison, input, other));
            }
        });
        return swaps.size() == comparisons.size() ? swaps : comparisons;
    }

    /** The shape of the loss. */
    public Shape lossShape() {
        return exact.loss().shape();
    }

    /** Compares a loss, in the {@linkplain #lossShape shape} of the loss. */
    public Comparison loss(Tensor given) {
        return compare(new Quantity.Loss(), given);
    }

    /** Compares Hessian diagonals by input, each in its input's shape; the task must compute them. */
    public Map<String, Comparison> hessianDiagonals(Map<String, Tensor> given) {
        Map<String, Comparison> comparisons = new LinkedHashMap<>();
        given.forEach((input, tensor) -> comparisons.put(input,
                compare(new Quantity.HessianDiagonal(input), tensor)));
        return comparisons;
    }

    private Tensor exact(Quantity quantity) {
        return Objects.requireNonNull(quantity.in(exact));
    }

    private Comparison compare(Quantity quantity, Tensor given) {
        Tensor expected = exact(quantity);
        double[] theirs = numbers(given);
        double[] ours = numbers(expected);
        Tolerance tolerance = Tolerance.of(relative, ours);
        Mismatch mismatch = new Mismatch(task, quantity, theirs, ours, expected.shape(), tolerance, suspects);
        int differing = mismatch.differing().length;
        Diagnosis diagnosis = differing == 0
                ? new Diagnosis(Verdict.AGREES, "Every element agrees within the tolerance.")
                : Mistakes.diagnose(mismatch);
        OptionalDouble suggested = diagnosis.verdict().isImprecision()
                ? mismatch.sufficientTolerance()
                : OptionalDouble.empty();
        return new Comparison(diagnosis, expected.shape(), differing, worst(theirs, expected, tolerance), tolerance,
                suggested);
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

    /**
     * The input whose gradient was swapped with that of another; {@code null} if there is none, or if a swap would explain
     * nothing because both gradients are the same.
     */
    private @Nullable String swappedWith(String input, Tensor tensor, Map<String, Tensor> given) {
        if (isGradientOf(tensor, input)) {
            return null;
        }
        for (Map.Entry<String, Tensor> other : given.entrySet()) {
            if (!other.getKey().equals(input) && isGradientOf(tensor, other.getKey())
                    && isGradientOf(other.getValue(), input)) {
                return other.getKey();
            }
        }
        return null;
    }

    private boolean isGradientOf(Tensor given, String input) {
        Tensor expected = exact(new Quantity.Gradient(input));
        double[] ours = numbers(expected);
        return given.shape().equals(expected.shape())
                && Tolerance.of(Math.max(relative, Mismatch.FLOAT32_TOLERANCE), ours).accepts(numbers(given), ours);
    }

    private static Comparison swapped(Comparison comparison, String input, String other) {
        boolean isOpposite = comparison.diagnosis().verdict() == Verdict.WRONG_SIGN;
        Diagnosis diagnosis = new Diagnosis(Verdict.WRONG_PLACE,
                "The gradients of " + input + " and " + other + " are swapped"
                        + (isOpposite ? ", or the signs of both are wrong: they are opposite." : "."));
        return new Comparison(diagnosis, comparison.shape(), comparison.differing(), comparison.worst(),
                comparison.tolerance(), OptionalDouble.empty());
    }

    static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }
}
