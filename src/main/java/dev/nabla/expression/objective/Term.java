package dev.nabla.expression.objective;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.request.Fault;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One loss of an objective.
 *
 * @param name its name, which no other term has
 * @param loss the loss, built with its options
 * @param inputs the input of the objective that each of its inputs is, by the name that the loss gives it
 * @param differentiable its inputs with a gradient, by the names that the loss gives them
 * @param reduction how its values are reduced to one number
 * @param sampleWeight a weight for each unreduced value; {@code null} for none
 * @param mask which of the unreduced values are included; {@code null} for all
 * @param axis the class axis; empty for the loss's default
 * @param weight how it enters the objective
 */
public record Term(
    String name,
    Loss loss,
    Map<String, String> inputs,
    Set<String> differentiable,
    Reduction reduction,
    @Nullable Tensor sampleWeight,
    @Nullable BooleanTensor mask,
    OptionalInt axis,
    TermWeight weight) {

    /** The field of a request that holds the terms. */
    public static final String TERMS = "terms";

    Term ofSamples(UnaryOperator<Tensor> weights, UnaryOperator<BooleanTensor> masks) {
        return new Term(name, loss, inputs, differentiable, reduction,
                sampleWeight == null ? null : weights.apply(sampleWeight), mask == null ? null : masks.apply(mask),
                axis,
                weight);
    }

    /** Whether it uses an input of the objective. */
    public boolean uses(String shared) {
        return isWeightedBy(shared) || inputs.containsValue(shared);
    }

    private boolean isWeightedBy(String shared) {
        return weight.equals(new TermWeight.SharedLogVariance(shared));
    }

    /** Whether it has a gradient with respect to an input of the objective. */
    public boolean isDifferentiable(String shared) {
        return isWeightedBy(shared) || !own(Set.of(shared)).isEmpty();
    }

    /** Whether a request to its loss would answer that gradient without being asked: of the predictions, if it has any. */
    public boolean isDifferentiableByDefault(String shared) {
        String predictions = inputs.get(LossEntry.PREDICTIONS);
        return isWeightedBy(shared)
                || (predictions == null
                        ? !own(Set.of(shared)).isEmpty()
                        : predictions.equals(shared)
                                && differentiable.contains(LossEntry.PREDICTIONS));
    }

    /** Its inputs with a gradient that are among some of the objective's. */
    Set<String> own(Set<String> shared) {
        Set<String> own = new LinkedHashSet<>(differentiable);
        own.removeIf(name -> !shared.contains(inputs.get(name)));
        return own;
    }

    /** What evaluates it, and the gradients with respect to some of its inputs, for inputs of the objective. */
    Task task(Map<String, Tensor> shared, Set<String> wrt) {
        return new Task(loss, own(shared), reduction, sampleWeight, mask, null, axis, wrt, Hessian.NONE, DType.FLOAT64);
    }

    /** Its own inputs, given those of the objective. */
    private Map<String, Tensor> own(Map<String, Tensor> shared) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        inputs.forEach((name, of) -> own.put(name, Objects.requireNonNull(shared.get(of), of)));
        return own;
    }

    /** What is wrong with the inputs of the objective as its own; at most one fault for each. */
    List<Fault> faults(Map<String, Tensor> shared) {
        return Evaluator.check(task(shared, Set.of())).stream().map(this::placed).toList();
    }

    /**
     * A fault of the loss in the objective: elements are those of an input of the objective, all else is in the term. The path
     * of the latter is relative to the term.
     */
    private Fault placed(Fault fault) {
        String shared = inputs.get(fault.topField());
        if (shared == null) {
            return fault;
        }
        if (fault.index().length == 0) {
            return fault.within("inputs");
        }
        String role = fault.topField().equals(shared) ? "in" : "as " + fault.topField() + " of";
        return new Fault(List.of(shared), fault.index(), role + " the term " + name + ": " + fault.detail());
    }
}
