package dev.nabla.loss.embedding;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import dev.nabla.tensor.Cost;
import java.util.List;

/** A hinge on the distances of each item to its farthest positive and its nearest negative. */
@Definition(
    aliases = {"triplet_hard"},
    summary = "Batch-hard triplet loss: a hinge that requires the nearest item of another label to be farther than the farthest of the same label, by a margin.",
    formula = "\\max(0, z), \\quad z = \\text{margin} + \\max_{j \\in P_i} \\lVert x_i - x_j \\rVert - \\min_{j \\in N_i} \\lVert x_i - x_j \\rVert",
    gradient = "[z \\ge 0]\\,\\bigl(\\partial \\lVert x_i - x_p \\rVert - \\partial \\lVert x_i - x_n \\rVert\\bigr), \\quad p \\text{ and } n \\text{ the farthest positive and the nearest negative}",
    edges = {"Of equally far positives or equally near negatives the first is used.", "At z = 0 the triplet is active.",
            "The gradient of a distance of 0 is 0.",
            "An item without another of its label, or without one of another label, has loss 0 and does not count in means.",
            "A masked item is neither an anchor nor a partner."},
    references = {
            "Hermans et al. (2017), In Defense of the Triplet Loss for Person Re-Identification, https://arxiv.org/abs/1703.07737"},
    examples = {@Example(name = "Six items, one of them alone with its label", body = """
                {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5], [0.75, 0.25], [-0.25, 1.5]],
                 "targets": [0, 1, 0, 1, 2, 1]}"""),
            @Example(name = "A smaller margin, one loss per item", body = """
                        {"predictions": [[0.5, -1.0], [1.0, 0.75], [0.25, -0.5], [-1.0, 0.5]], "targets": [0, 1, 0, 1],
                         "margin": 0.25, "reduction": "none"}""")})
public record BatchHardTriplet(
    @Option(
        value = "margin between the distances to the nearest negative and to the farthest positive",
        within = "[0, inf)") double margin)
        implements SimilarityLoss {

    public BatchHardTriplet {
        OptionSpec.check(BatchHardTriplet.class, "margin", margin);
    }

    public BatchHardTriplet() {
        this(1);
    }

    @Override
    public List<Input> inputs() {
        return LabeledLoss.INPUTS;
    }

    @Override
    public Pass forward(Batch batch) {
        int[] items = SimilarityLoss.items(batch);
        return new HardTriplets(batch.elements(0), batch.shape(0).size(1), items, Labels.of(batch.elements(1), items),
                batch.shape(0).size(0), margin);
    }

    @Override
    public Cost cost(Inputs inputs) {
        return SimilarityPass.cost(inputs, 1, 1);
    }
}
