package dev.nabla.loss.classification;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;

/** The multiclass hinge of Crammer and Singer with margin 1. */
@Definition(
    aliases = {"crammer_singer", "multiclass_hinge_loss(reduction=none)"},
    summary = "Multiclass hinge loss of Crammer and Singer: the amount by which the true class's score falls short of the best other score plus 1.",
    formula = "\\max_j (x_j + [j \\ne y]) - x_y",
    gradient = "[c = k] - [c = y], \\quad k \\ne y \\text{ the first class that attains the maximum}; \\quad 0 \\text{ if only } y \\text{ does}",
    hessian = "0",
    edges = {"If several other classes tie for the highest score, the first gets the gradient.",
            "If the true class is exactly 1 ahead, the loss is 0 and the gradient is that of the active hinge.",
            "If the true class scores -Infinity, the loss is Infinity; comparing two infinite scores of the same sign makes the row NaN.",
            "With a single class, loss and gradient are 0."},
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
