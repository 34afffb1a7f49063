package dev.nabla.loss.ranking;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import java.util.List;

/** The cross entropy between the softmax of the relevance of the items of each list and that of their scores. */
@Definition(
    aliases = {"listnet_top1"},
    summary = "ListNet: cross entropy between the top-one probabilities by relevance and those by score.",
    formula = "-\\sum_j q_j \\log p_j, \\quad p = \\operatorname{softmax}(x), \\quad q = \\operatorname{softmax}(t)",
    gradient = "p_j - q_j",
    hessian = "p_j (1 - p_j)",
    edges = {"The least loss of a list is the entropy of q, not 0.",
            "Masked items leave their list; a list without any item has loss 0 and is not counted.",
            "A list of one item has loss 0 and gradient 0.",
            "A score or relevance of -Infinity has probability 0; if the score's is 0 and the relevance's is not, the loss is Infinity.",
            "If a score or the relevance of an item is +Infinity or NaN, or all of a list are -Infinity, the list is NaN.",
            "Predictions with one axis are groups: by group_ids, numbered as the ids first occur, or by group_sizes; without either, one list."},
    references = {
            "Cao et al. (2007), Learning to rank: from pairwise approach to listwise approach, https://doi.org/10.1145/1273496.1273513"},
    examples = {
            @Example(
                name = "Two lists of four",
                body = """
                {"predictions": [[0.5, 2, -1, 0.75], [1, 0.25, 0.5, -0.5]], "targets": [[3, 1, 0, 2], [0, 1, 1, 2]]}"""),
            @Example(
                name = "Two groups by ids, one loss per group",
                body = """
                        {"predictions": [0.5, 2, -1, 0.75, 1], "targets": [1, 0, 0, 2, 1], "group_ids": [7, 9, 7, 9, 9], "reduction": "none"}""")})
public record Listnet() implements ListwiseLoss {

    private static final List<Input> INPUTS = ListwiseLoss.inputs(ListwiseLoss.scores().twiceDifferentiable(),
            ListwiseLoss.relevance());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public ListTerms terms(double[] scores, double[] relevance) {
        return SoftmaxTerms.ofSoftmax(scores, relevance);
    }
}
