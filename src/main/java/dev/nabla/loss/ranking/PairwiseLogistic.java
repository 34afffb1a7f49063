package dev.nabla.loss.ranking;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.tensor.Cost;
import java.util.Arrays;
import java.util.List;

/** The logistic loss of the pairs of items of each list. */
@Definition(
    aliases = {"ranknet"},
    summary = "RankNet: logistic loss of how much each item scores above each less relevant one of its list.",
    formula = "\\frac{1}{K} \\sum_{(i,j):\\, t_i > t_j} \\log(1 + e^{-(x_i - x_j)}), \\quad K \\text{ the number of pairs, or } 1 \\text{ for sum}",
    gradient = "\\frac{1}{K} \\Bigl( \\sum_{i:\\, t_i > t_k} \\sigma(x_k - x_i) - \\sum_{j:\\, t_j < t_k} \\sigma(x_j - x_k) \\Bigr)",
    hessian = "\\frac{1}{K} \\sum_{j:\\, t_j \\ne t_k} \\sigma(x_k - x_j)\\,\\sigma(x_j - x_k)",
    edges = {
            "A list without a pair, with one item or with equal relevance, has loss 0 and gradient 0, and counts in the mean.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "Items of equal relevance are no pair, whatever their scores are.",
            "Does not overflow for any finite scores; a pair of two infinite scores of the same sign is NaN.",
            "A NaN among the scores or the relevance of a list makes the list NaN and leaves the others alone.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Burges et al. (2005), Learning to rank using gradient descent, https://doi.org/10.1145/1102351.1102363",
            "TensorFlow Ranking and Rax pairwise_logistic_loss (averaged over the pairs of all lists)",
            "XGBoost rank:pairwise, CatBoost PairLogit (sum)"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Groups by ids, summed as the boosting libraries do",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1], "targets": [1, 0, 0, 2, 1], "group_ids": [7, 7, 7, 9, 9], "pair_reduction": "sum", "reduction": "sum"}""")})
public record PairwiseLogistic(@Option(PairReduction.MEANING) PairReduction pairReduction) implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance());

    public PairwiseLogistic() {
        this(PairReduction.MEAN);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public Cost cost(Inputs inputs) {
        return ListwiseLoss.costOfPairs(inputs);
    }

    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        RelevanceOrder order = RelevanceOrder.of(relevance);
        long pairs = order.pairs();
        return pairs == 0
                ? ConstantTerms.ZERO
                : new LogisticPairs(scores, 1, order.all(), PairwiseLogistic::writeOnes, pairReduction.divisor(pairs));
    }

    private static void writeOnes(int higher, int[] lower, int from, DoubleDoubleRow into) {
        Arrays.fill(into.high(), from, lower.length, 1);
    }
}
