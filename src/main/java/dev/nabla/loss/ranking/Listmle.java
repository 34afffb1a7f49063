package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.RiskSets;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of the order by relevance, if items are drawn one by one by the softmax of their scores. */
@Definition(
    aliases = {"list_mle", "plackett_luce"},
    summary = "ListMLE: negative log-likelihood of the order by relevance under the Plackett-Luce model of the scores.",
    formula = "\\sum_k (Z_k - s_k), \\quad Z_k = \\log \\sum_{m \\ge k} e^{s_m}, \\quad s \\text{ the scores in the order of falling relevance}",
    gradient = "\\partial_{s_m} = \\sum_{k \\le m} q_{km} - 1, \\quad q_{km} = e^{s_m - Z_k}",
    hessian = "\\sum_{k \\le m} q_{km} (1 - q_{km})",
    edges = {"Of items of equal relevance the one with the lower index comes first.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "A list of one item has loss 0 and gradient 0.",
            "Only the order of the relevance matters, not its size.",
            "A score of -Infinity above a finite one makes the loss Infinity, and its gradient is finite.",
            "A score of +Infinity or NaN makes the list NaN, and so does a last score of -Infinity.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Xia et al. (2008), Listwise approach to learning to rank: theory and algorithm, https://doi.org/10.1145/1390156.1390306",
            "Plackett (1975), The analysis of permutations", "TensorFlow Ranking and Rax listmle_loss"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Two groups by sizes, one loss per group",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1], "targets": [1, 0, 0, 2, 1], "group_sizes": [3, 2], "reduction": "none"}""")})
public record Listmle() implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    /** Each item is an event whose time is its place: it is drawn from those that have not been drawn. */
    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        double[] times = new double[scores.length];
        int[] order = RelevanceOrder.byFalling(relevance);
        for (int place = 0; place < order.length; place++) {
            times[order[place]] = place;
        }
        return new Draws(scores.length, new RiskSets(scores, times, _ -> true));
    }

    private record Draws(int count, RiskSets sets) implements ListTerms {

        @Override
        public double value() {
            ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
            for (int item = 0; item < count; item++) {
                sum = sum.plus(sets.surprisal(item));
            }
            return sum.value();
        }

        @Override
        public void gradient(DoubleDouble cotangent, double[] gradient) {
            sets.gradient(_ -> cotangent, gradient);
        }

        @Override
        public void hessian(DoubleDouble cotangent, double[] hessian) {
            sets.hessian(_ -> cotangent, hessian);
        }
    }
}
