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

/** Between cross-entropy and absolute error, so that wrong labels do less harm. */
@Definition(
    aliases = {"gce", "categorical_generalized_cross_entropy"},
    summary = "Between cross-entropy (q near 0) and absolute error (q = 1): bounded, so that wrong labels do less harm.",
    formula = "\\frac{1 - p_y^{\\,q}}{q}, \\quad p = \\operatorname{softmax}(x)",
    gradient = "p_y^{\\,q} (p_c - [c = y])",
    hessian = "p_y^{\\,q} \\bigl( p_c (1 - p_c) - q (p_c - [c = y])^2 \\bigr)",
    edges = {"q = 1 is 1 - p_y; as q goes to 0 the loss goes to cross-entropy.",
            "A target logit of -Infinity has loss 1/q and gradient 0.",
            "A logit of +Infinity, or a row of nothing but -Infinity, makes its row NaN.",
            "Keras takes probabilities, and q = 0.5."},
    references = {
            "Zhang & Sabuncu (2018), Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels",
            "Keras CategoricalGeneralizedCrossEntropy"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(name = "Keras's q", body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "q": 0.5}""")})
public record GeneralizedCrossEntropy(
    @Option(value = "how far from cross-entropy towards absolute error", within = "(0, 1]") double q,
    @Option("target that leaves its row out") long ignoreIndex)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "the true classes"));

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
        TargetClass.write(row, softmax, target, power, power.times(q));
        return DoubleDouble.normalized(-Elementary.expm1(exponent.hi()), -power.hi() * exponent.lo()).dividedBy(q)
                .value();
    }
}
