package dev.nabla.loss.ranking;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.stream.IntStream;

/** The hinge loss of the pairs of items of each list. */
@Definition(
    aliases = {"ranksvm"},
    summary = "Ranking SVM: hinge loss of how much each item scores above each less relevant one of its list.",
    formula = "\\frac{1}{K} \\sum_{(i,j):\\, t_i > t_j} \\max(0, m - (x_i - x_j)), \\quad K \\text{ the number of pairs, or } 1 \\text{ for sum}",
    gradient = "\\frac{1}{K} \\bigl( \\#\\{i: t_i > t_k,\\, x_i - x_k \\le m\\} - \\#\\{j: t_j < t_k,\\, x_k - x_j \\le m\\} \\bigr)",
    hessian = "0",
    edges = {"A pair is active at equality, x_i - x_j = margin.",
            "A list without a pair, with one item or with equal relevance, has loss 0 and gradient 0, and counts in the mean.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "Items of equal relevance are no pair, whatever their scores are.",
            "Two infinite scores of the same sign and different relevance make their list NaN.",
            "A NaN among the scores or the relevance of a list makes the list NaN and leaves the others alone.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Joachims (2002), Optimizing search engines using clickthrough data, https://doi.org/10.1145/775047.775067",
            "Rax pairwise_hinge_loss (averaged over the pairs of all lists)"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Groups by sizes, with a smaller margin",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1], "targets": [1, 0, 0, 2, 1], "group_sizes": [3, 2], "margin": 0.25, "reduction": "none"}""")})
public record PairwiseHinge(
    @Option(
        value = "how far a more relevant item must score above a less relevant one",
        within = "[0, inf)") double margin,
    @Option(PairReduction.MEANING) PairReduction pairReduction)
        implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance());

    public PairwiseHinge {
        OptionSpec.check(PairwiseHinge.class, "margin", margin);
    }

    public PairwiseHinge() {
        this(1, PairReduction.MEAN);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        RelevanceOrder order = RelevanceOrder.of(relevance);
        long pairs = order.pairs();
        if (isPairOf(Double.POSITIVE_INFINITY, scores, relevance)
                || isPairOf(Double.NEGATIVE_INFINITY, scores, relevance)) {
            return ConstantTerms.UNDEFINED;
        }
        return pairs == 0 ? ConstantTerms.ZERO : new HingePairs(scores, order, margin, pairReduction.divisor(pairs));
    }

    /** Whether items of different relevance have the same score. */
    private static boolean isPairOf(double score, double[] scores, double[] relevance) {
        return IntStream.range(0, scores.length).filter(item -> scores[item] == score)
                .mapToDouble(item -> relevance[item] + 0.0).distinct().limit(2).count() == 2;
    }
}
