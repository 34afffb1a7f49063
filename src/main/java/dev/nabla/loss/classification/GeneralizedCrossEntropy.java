package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import java.util.OptionalLong;

/** A loss between cross-entropy and absolute error, robust to label noise. */
@Definition(
    aliases = "gce",
    summary = "Bounded loss between cross-entropy (q near 0) and absolute error (q = 1), robust to label noise.",
    formula = "\\frac{1 - p_y^{\\,q}}{q}, \\quad p = \\operatorname{softmax}(x)",
    gradient = "p_y^{\\,q} (p_c - [c = y])",
    hessian = "p_y^{\\,q} \\bigl( p_c (1 - p_c) - q (p_c - [c = y])^2 \\bigr)",
    edges = {"With q = 1 the loss is 1 - p_y; as q goes to 0 it approaches cross-entropy.",
            "If the target's logit is -Infinity, the loss is 1/q and the gradient 0.",
            "If a logit is +Infinity, or all logits of a row are -Infinity, the row is NaN.",
            "Keras takes probabilities; its default q is 0.5."},
    references = {
            "Zhang & Sabuncu (2018), Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels",
            "Keras CategoricalGeneralizedCrossEntropy"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(name = "Keras's q", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "q": 0.5}""")})
public record GeneralizedCrossEntropy(
    @Option(value = "exponent between cross-entropy (near 0) and absolute error (1)", within = "(0, 1]") double q,
    @Option("target value that is ignored") long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    public GeneralizedCrossEntropy {
        OptionSpec.check(GeneralizedCrossEntropy.class, "q", q);
    }

    public GeneralizedCrossEntropy() {
        this(0.7, -100);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public OptionalLong ignoredIndex() {
        return OptionalLong.of(ignoreIndex);
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(0), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(1);
        DoubleDouble exponent = softmax.precise(target).negativeLogProbability().times(q).negated();
        DoubleDouble power = Extended.exp(exponent);
        TargetClassDerivatives.write(row, softmax, target, power, power.times(q));
        return DoubleDouble.normalized(-Elementary.expm1(exponent.hi()), -power.hi() * exponent.lo()).dividedBy(q)
                .value();
    }
}
