package dev.nabla.expression.objective;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.expression.execution.Execution;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.request.Fault;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A weighted sum of losses of the same tensors. Its value is one number.
 *
 * @param terms the losses
 * @param inputs the tensors, of which each loss has some
 */
public record Objective(List<Term> terms, List<Input> inputs) implements ComposedLoss {

    @Override
    public Set<Reduction> reductions() {
        return Set.of(Reduction.MEAN);
    }

    @Override
    public Computation computation(Map<String, Shape> shapes) {
        return new Sum(shapes);
    }

    /** This objective for some of the samples, with their weights and masks. */
    public Objective ofSamples(UnaryOperator<Tensor> weights, UnaryOperator<BooleanTensor> masks) {
        return new Objective(terms.stream().map(term -> term.ofSamples(weights, masks)).toList(), inputs);
    }

    /** What is wrong with inputs; the path of a fault is that of an input, or begins with {@code terms}. */
    public List<Fault> faults(Map<String, Tensor> tensors) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            String index = Integer.toString(i);
            for (Fault fault : terms.get(i).faults(tensors)) {
                faults.add(tensors.containsKey(fault.topField()) ? fault : fault.within(Term.TERMS, index));
            }
        }
        return faults;
    }

    /** What it takes in addition to keep the gradients of each term, and to compare them. */
    public Cost costOfTerms(Map<String, Shape> shapes, Set<String> wrt) {
        long elements = wrt.stream().mapToLong(name -> shape(shapes, name).elements()).sum();
        return Cost.retained(Cost.times(terms.size(), elements)).plus(TermGeometry.cost(terms.size(), elements));
    }

    private static Shape shape(Map<String, Shape> shapes, String input) {
        return Objects.requireNonNull(shapes.get(input), input);
    }

    /**
     * The sum for inputs of some shapes. It is not linear in the upstream gradient for its caller, since it multiplies by that
     * before it rounds.
     */
    private final class Sum implements Computation {

        private final Map<String, Shape> shapes;

        Sum(Map<String, Shape> shapes) {
            this.shapes = Map.copyOf(shapes);
        }

        @Override
        public Shape values() {
            return Shape.SCALAR;
        }

        @Override
        public boolean isElementwise(String input) {
            return false;
        }

        @Override
        public boolean isLinear() {
            return false;
        }

        @Override
        public Cost cost(Wanted wanted, Map<String, Tensor> inputs) {
            Cost cost = Cost.NONE;
            for (Term term : terms) {
                cost = cost.plus(Evaluator.cost(term.task(inputs, term.own(wanted.gradients()))));
            }
            for (String name : wanted.gradients()) {
                long elements = shape(shapes, name).elements();
                long gradients = terms.stream().filter(term -> term.isDifferentiable(name)).count();
                cost = cost.plus(Cost.scratch(gradients > 1 ? GradientSum.NUMBERS * elements : 0))
                        .plus(Cost.operations(gradients * GradientSum.OPERATIONS * elements));
            }
            return cost;
        }

        @Override
        public void run(Map<String, Tensor> tensors, @Nullable Tensor upstream, Results results) {
            ObjectiveEvaluation evaluation = ObjectiveEvaluation.of(Objective.this, tensors,
                    upstream == null ? 1 : upstream.get(0), results.gradients().keySet(), DType.FLOAT64, false);
            results.values().accept(0, new double[]{evaluation.loss().get(0)}, 1);
            results.gradients().forEach((name, sink) -> Execution.deliver(
                    Objects.requireNonNull(evaluation.gradients().get(name)), sink));
        }
    }
}
