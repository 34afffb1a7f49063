package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The perceptron of several classes: the true class has to have the highest score. */
@Definition(
    aliases = "multiclass_perceptron_loss",
    summary = "How far the score of the true class is behind that of its best rival.",
    formula = "\\max_j x_j - x_y",
    gradient = "[c = k] - [c = y], \\quad k \\ne y \\text{ the first class that attains the maximum}; \\quad 0 \\text{ if only } y \\text{ does}",
    hessian = "0",
    edges = {"Of rivals with equal scores the first gets the gradient.",
            "Where the true class shares the highest score, the loss is 0 and the gradient that of the rival.",
            "A true class of score -Infinity has loss Infinity; two infinite scores of the same sign make the row NaN where they are compared.",
            "A single class has loss 0 and gradient 0."},
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
