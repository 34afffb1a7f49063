package dev.nabla.loss.embedding;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** A distance between similar inputs, and a hinge on the distance between dissimilar ones. */
@Definition(
    aliases = {"hinge_embedding_loss"},
    summary = "The distance between two similar inputs (target 1), and a hinge that requires dissimilar ones (target -1) to be apart by a margin.",
    formula = "\\begin{cases} x & t = 1 \\\\ \\max(0,\\ \\text{margin} - x) & t = -1 \\end{cases}",
    gradient = "\\begin{cases} 1 & t = 1 \\\\ -[x \\le \\text{margin}] & t = -1 \\end{cases}",
    hessian = "0",
    edges = {"At x = margin a dissimilar pair is active: the loss is 0 and the gradient -1.",
            "Distances are not checked: a negative one of a similar pair has a negative loss, as in PyTorch.",
            "Targets other than 1 and -1 are rejected; PyTorch adds both branches."},
    references = {"PyTorch HingeEmbeddingLoss"},
    examples = {@Example(name = "One similar pair and two dissimilar ones", body = """
                {"predictions": [0.5, 0.25, 2.0], "targets": [1, -1, -1]}"""),
            @Example(
                name = "A wider margin, one loss per pair",
                body = """
                        {"predictions": [0.5, 0.25, 2.0], "targets": [1, -1, -1], "margin": 3, "reduction": "none"}""")})
public record HingeEmbedding(
    @Option("distance that dissimilar inputs must reach") double margin) implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "distances").twiceDifferentiable(),
            Input.numbers("targets", "1 for similar inputs, -1 for dissimilar ones").within("-1 or 1"));

    public HingeEmbedding {
        OptionSpec.check(HingeEmbedding.class, "margin", margin);
    }

    public HingeEmbedding() {
        this(1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double distance, double target) {
        return target > 0 ? distance : Math.max(0, margin - distance);
    }

    @Override
    public double gradient(double distance, double target) {
        return target > 0 ? 1 : distance <= margin ? -1 : 0;
    }

    @Override
    public double hessian(double distance, double target) {
        return 0;
    }
}
