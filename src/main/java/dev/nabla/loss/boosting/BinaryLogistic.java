package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.ScaledBinaryCrossEntropy;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.WeightedBinaryCrossEntropy;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Binary cross-entropy of a margin, with the weights and the Hessian of boosting libraries. */
@Definition(
    aliases = {"binary_logitraw(reduction=sum)", "reg_logistic(reduction=sum)", "xgb_logistic(reduction=sum)"},
    summary = "Binary cross-entropy with logits as boosting libraries define it, with a weight for positives and a lower bound on the Hessian.",
    formula = "w \\left( (1 - t)\\,\\operatorname{sp}(x) + t\\,\\operatorname{sp}(-x) \\right), \\quad \\operatorname{sp}(x) = \\log(1 + e^x), \\quad w = \\begin{cases} \\text{scale\\_pos\\_weight} & t = 1 \\\\ 1 & \\text{otherwise} \\end{cases}",
    gradient = "w \\left( (1 - t)\\,\\sigma(x) - t\\,\\sigma(-x) \\right)",
    hessian = "w \\max(\\sigma(x)\\,\\sigma(-x), \\text{min\\_hessian})",
    edges = {"scale_pos_weight applies only to targets of exactly 1.",
            "The Hessian is that of the libraries: the true one, but at least min_hessian, which by default takes effect from |x| = 36.8.",
            "Does not overflow for any finite x."},
    references = {"XGBoost binary:logistic, reg:logistic and binary:logitraw", "LightGBM binary and cross_entropy",
            "CatBoost Logloss and CrossEntropy"},
    examples = {@Example(name = "Three margins", body = """
                {"predictions": [0.5, -2.0, 3.0], "targets": [1, 0, 0.25]}"""),
            @Example(
                name = "Positives weighted by 2, with the Hessian diagonal",
                body = """
                        {"predictions": [0.5, -2.0, 3.0], "targets": [1, 0, 0], "scale_pos_weight": 2, "hessian": "diagonal", "reduction": "sum"}""")})
public record BinaryLogistic(
    @Option(value = "weight of positive targets", within = "[0, inf)") double scalePosWeight,
    @Option(value = "lower bound of the Hessian, before weighting", within = "[0, inf)") double minHessian)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins): logits of the positive class").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1, 0, or soft labels in between").within("[0, 1]"));

    private static final List<Intermediate> INTERMEDIATES = List.of(
            Intermediate.exp((inputs, i) -> -Math.abs(inputs[0][i])),
            Intermediate.softplus((inputs, i) -> -Math.abs(inputs[0][i])));

    private static final int TAIL = 2;
    private static final int SOFTPLUS = 3;

    public BinaryLogistic {
        OptionSpec.check(BinaryLogistic.class, "scalePosWeight", scalePosWeight);
        OptionSpec.check(BinaryLogistic.class, "minHessian", minHessian);
    }

    public BinaryLogistic() {
        this(1, 1e-16);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        double loss = outcome(inputs).value(inputs[0], inputs[SOFTPLUS]);
        return Double.isFinite(loss) ? loss : scaled(inputs).value(inputs[0]);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double slope = outcome(inputs).gradient(inputs[0], inputs[TAIL]);
        gradient[0] = Double.isFinite(slope) ? slope : scaled(inputs).gradient(inputs[0]);
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        Pair tail = Pair.of(inputs[TAIL]);
        Pair total = Pair.sum(1, inputs[TAIL]);
        Pair curvature = tail.dividedBy(total.times(total));
        double weight = weight(inputs[1]);
        hessian[0] = curvature.value() < minHessian ? weight * minHessian : curvature.times(weight).value();
    }

    private WeightedBinaryCrossEntropy outcome(double[] inputs) {
        double t = inputs[1];
        return new WeightedBinaryCrossEntropy(Pair.difference(1, t), Pair.product(weight(t), t));
    }

    private ScaledBinaryCrossEntropy scaled(double[] inputs) {
        double t = inputs[1];
        return new ScaledBinaryCrossEntropy(ScaledDoubleDouble.of(DoubleDouble.difference(1, t)),
                ScaledDoubleDouble.of(t).times(weight(t)));
    }

    /** The weight of the positive term; that of the negative one is 1, or the term is 0. */
    private double weight(double t) {
        return t == 1 ? scalePosWeight : 1;
    }
}
