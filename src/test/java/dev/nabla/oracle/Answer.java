package dev.nabla.oracle;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The exact answer to a task. */
public record Answer(Exact[] loss, Map<String, Exact[]> gradients, Map<String, Exact[]> hessianDiagonals) {

    /** Every number of an evaluation beside the exact one. */
    public List<Deviation> compare(Evaluation evaluation) {
        List<Deviation> deviations = new ArrayList<>(compare("loss", evaluation.loss(), loss).toList());
        gradients.forEach((input, exact) -> compare("gradient of " + input,
                numbers(evaluation.gradients(), input), exact).forEach(deviations::add));
        hessianDiagonals.forEach((input, exact) -> compare("hessian of " + input,
                numbers(evaluation.hessianDiagonals(), input), exact).forEach(deviations::add));
        return deviations;
    }

    /** Every number of an evaluation, which may lack some of the tensors, beside the exact one. */
    public List<Deviation> among(Evaluation evaluation) {
        return new Answer(loss, only(gradients, evaluation.gradients()),
                only(hessianDiagonals, evaluation.hessianDiagonals())).compare(evaluation);
    }

    private static Map<String, Exact[]> only(Map<String, Exact[]> exact, Map<String, Tensor> answered) {
        Map<String, Exact[]> some = new HashMap<>(exact);
        some.keySet().retainAll(answered.keySet());
        return some;
    }

    private static Tensor numbers(Map<String, Tensor> tensors, String input) {
        Tensor tensor = tensors.get(input);
        if (tensor == null) {
            throw new AssertionError("no answer for " + input);
        }
        return tensor;
    }

    private static Stream<Deviation> compare(String quantity, Tensor actual, Exact[] exact) {
        if (actual.shape().elements() != exact.length) {
            throw new AssertionError(quantity + " has shape " + actual.shape() + " for " + exact.length + " numbers");
        }
        return Stream.iterate(0, i -> i < exact.length, i -> i + 1)
                .map(i -> new Deviation(quantity, i, actual.get(i), exact[i]));
    }
}
