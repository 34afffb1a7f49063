package dev.nabla.expression.objective;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The value of an objective, and what its terms contribute. Sums and products are of twice float64's precision, and each number
 * is rounded once.
 *
 * @param loss the weighted sum
 * @param gradients its gradient with respect to each requested input, by name, in that input's shape
 * @param terms what each term contributes
 * @param geometry how the gradients of the terms compare; {@code null} unless they are kept
 */
public record ObjectiveEvaluation(
    Tensor loss,
    Map<String, Tensor> gradients,
    List<TermValue> terms,
    @Nullable TermGeometry geometry) {

    /**
     * What a term contributes.
     *
     * @param name its name
     * @param value its loss
     * @param weighted its loss as it enters the sum
     * @param logVarianceGradient the derivative of the objective with respect to the log-variance of this term, times the upstream
     *     gradient; {@code null} if the weight is a factor
     * @param gradients its part of each gradient, by input; empty unless they are kept
     */
    public record TermValue(
        String name,
        Tensor value,
        Tensor weighted,
        @Nullable Tensor logVarianceGradient,
        Map<String, Tensor> gradients) {}

    /** Evaluates the objective of a valid task. */
    public static ObjectiveEvaluation of(Task task, boolean keepsTerms) {
        Tensor upstream = task.gradOutput();
        return of((Objective) task.loss(), task.inputs(), upstream == null ? 1 : upstream.get(0), task.wrt(),
                task.dtype(), keepsTerms);
    }

    static ObjectiveEvaluation of(Objective objective, Map<String, Tensor> inputs, double upstream, Set<String> wrt,
            DType dtype, boolean keepsTerms) {
        return new Evaluating(inputs, upstream, wrt, dtype, keepsTerms).evaluate(objective.terms());
    }

    private static final class Evaluating {

        private final Map<String, Tensor> inputs;
        private final double upstream;
        private final Set<String> wrt;
        private final DType dtype;
        private final boolean keepsTerms;
        private final Map<String, GradientSum> sums = new LinkedHashMap<>();
        private ScaledDoubleDouble total = ScaledDoubleDouble.ZERO;

        Evaluating(Map<String, Tensor> inputs, double upstream, Set<String> wrt, DType dtype, boolean keepsTerms) {
            this.inputs = inputs;
            this.upstream = upstream;
            this.wrt = wrt;
            this.dtype = dtype;
            this.keepsTerms = keepsTerms;
            inputs.forEach((name, tensor) -> {
                if (wrt.contains(name)) {
                    sums.put(name, new GradientSum(tensor.shape()));
                }
            });
        }

        ObjectiveEvaluation evaluate(List<Term> terms) {
            List<TermValue> values = new ArrayList<>();
            for (Term term : terms) {
                Deadline.check();
                values.add(add(term));
            }
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            sums.forEach((name, sum) -> gradients.put(name, sum.total(dtype)));
            return new ObjectiveEvaluation(rounded(total), gradients, values,
                    keepsTerms ? TermGeometry.of(values) : null);
        }

        /** Adds a term to the sums. */
        private TermValue add(Term term) {
            Evaluation own = Evaluator.evaluateUnscaled(term.task(inputs, term.own(wrt)));
            ScaledDoubleDouble factor = term.weight().factor(inputs);
            ScaledDoubleDouble product = factor.timesOrZero(own.unrounded());
            ScaledDoubleDouble weighted = product.plus(ScaledDoubleDouble.of(term.weight().offset(inputs)));
            total = total.plus(weighted);
            ScaledDoubleDouble ofGradients = factor.timesOrZero(own.scale()).timesOrZero(
                    ScaledDoubleDouble.of(upstream));
            Map<String, GradientSum> parts = new LinkedHashMap<>();
            own.gradients().forEach((input, gradient) -> add(Objects.requireNonNull(term.inputs().get(input)),
                    gradient.widened(), ofGradients, parts));
            ScaledDoubleDouble ofLogVariance = ScaledDoubleDouble.ONE.minus(product).times(upstream);
            if (term.weight() instanceof TermWeight.SharedLogVariance(String input) && wrt.contains(input)) {
                add(input, new Float64Tensor(Shape.SCALAR, new double[]{1}), ofLogVariance, parts);
            }
            Map<String, Tensor> gradients = new LinkedHashMap<>();
            parts.forEach((name, part) -> gradients.put(name, part.total(dtype)));
            return new TermValue(term.name(), rounded(own.unrounded()), rounded(weighted),
                    term.weight().isLearnt() ? rounded(ofLogVariance) : null, gradients);
        }

        private void add(String input, Float64Tensor gradient, ScaledDoubleDouble factor,
                Map<String, GradientSum> parts) {
            if (keepsTerms) {
                double[] copy = Storage.doubles(gradient.shape().elements());
                System.arraycopy(gradient.values(), 0, copy, 0, copy.length);
                parts.computeIfAbsent(input, _ -> new GradientSum(gradient.shape()))
                        .add(new Float64Tensor(gradient.shape(), copy), factor);
            }
            Objects.requireNonNull(sums.get(input)).add(gradient, factor);
        }

        private Tensor rounded(ScaledDoubleDouble number) {
            return Tensor.scalar(number.value(), dtype);
        }
    }
}
