package dev.nabla.loss.ranking;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import java.util.Arrays;
import java.util.List;

/** The cross entropy between the relevance of the items of each list and the softmax of their scores. */
@Definition(
    aliases = {"ranking_softmax_loss", "softmax_loss"},
    summary = "Cross entropy between the relevance of the items of a list, not normalized, and the softmax of their scores.",
    formula = "-\\sum_j t_j \\log p_j, \\quad p = \\operatorname{softmax}(x)",
    gradient = "T\\,p_j - t_j, \\quad T = \\sum_j t_j",
    hessian = "T\\,p_j (1 - p_j)",
    edges = {"A list whose relevance is all 0 has loss 0 and gradient 0, and counts in the mean.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "A list of one item has loss 0 and gradient 0.",
            "A score of -Infinity has probability 0; relevance 0 adds 0 there, and other relevance makes the loss Infinity.",
            "If a score is +Infinity or NaN, or all of a list are -Infinity, the list is NaN.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {"Optax ranking_softmax_loss", "Rax softmax_loss", "CatBoost QuerySoftMax"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Lists of four and three, padded, and their curvature",
                body = """
                        {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, 0]], "targets": [[3, 1, 0, 2], [0, 1, 1, 0]], "mask": [[true, true, true, true], [true, true, true, false]], "hessian": "diagonal"}""")})
public record RankingSoftmax() implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance().within("[0, inf)"));

    /** The sum of smaller numbers, however many, does not overflow. */
    private static final double LARGE = 0x1p960;
    private static final int EXPONENT = 64;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        boolean isLarge = Arrays.stream(relevance).anyMatch(each -> each > LARGE);
        return SoftmaxTerms.ofWeights(scores, relevance, isLarge ? EXPONENT : 0);
    }
}
