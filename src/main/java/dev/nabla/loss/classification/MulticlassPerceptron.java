package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The multiclass hinge of Crammer and Singer without a margin. */
@Definition(
    aliases = "multiclass_perceptron_loss(reduction=none)",
    summary = "Multiclass perceptron loss: the amount by which the true class's score falls short of the best other score.",
    formula = "\\max_j x_j - x_y",
    gradient = "[c = k] - [c = y], \\quad k \\ne y \\text{ the first class that attains the maximum}; \\quad 0 \\text{ if only } y \\text{ does}",
    hessian = "0",
    edges = {"If several other classes tie for the highest score, the first gets the gradient.",
            "If the true class ties for the highest score, the loss is 0 and the gradient is that of the active hinge.",
            "If the true class scores -Infinity, the loss is Infinity; comparing two infinite scores of the same sign makes the row NaN.",
            "With a single class, loss and gradient are 0."},
    references = {
            "Collins (2002), Discriminative Training Methods for Hidden Markov Models, https://doi.org/10.3115/1118693.1118694",
            "Optax multiclass_perceptron_loss"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [2, 0]}""")})
public record MulticlassPerceptron() implements CrammerSingerLoss {

    @Override
    public double margin() {
        return 0;
    }
}
