package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The hinge of several classes: the true class has to be 1 ahead of all others. */
@Definition(
    aliases = {"crammer_singer", "multiclass_hinge_loss"},
    summary = "How much the score of the true class falls short of being 1 ahead of its best rival.",
    formula = "\\max_j (x_j + [j \\ne y]) - x_y",
    gradient = "[c = k] - [c = y], \\quad k \\ne y \\text{ the first class that attains the maximum}; \\quad 0 \\text{ if only } y \\text{ does}",
    hessian = "0",
    edges = {"Of rivals with equal scores the first gets the gradient.",
            "Where the true class is exactly 1 ahead, the loss is 0 and the gradient that of the rival.",
            "A true class of score -Infinity has loss Infinity; two infinite scores of the same sign make the row NaN where they are compared.",
            "A single class has loss 0 and gradient 0."},
    references = {
            "Crammer & Singer (2001), On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines, https://jmlr.org/papers/v2/crammer01a.html",
            "Optax multiclass_hinge_loss"},
    examples = {
            @Example(name = "Two samples, three classes", body = """
                {"predictions": [[1.0, 0.25, 0.5], [0.2, 0.4, -0.3]], "targets": [2, 0]}""")})
public record MulticlassHinge() implements CrammerSingerLoss {

    @Override
    public double margin() {
        return 1;
    }
}
