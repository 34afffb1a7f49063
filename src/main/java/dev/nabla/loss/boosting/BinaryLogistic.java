package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
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
        implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins): logits of the positive class").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1, 0, or soft labels in between").within("[0, 1]"));

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
    public double value(double x, double t) {
        if (t == 1) {
            return DoubleDouble.of(scalePosWeight).timesOrZero(Elementary.softplus(-x)).value();
        }
        DoubleDouble no = DoubleDouble.difference(1, t).times(Elementary.softplus(x));
        return no.plus(DoubleDouble.of(t).timesOrZero(Elementary.softplus(-x))).value();
    }

    @Override
    public double gradient(double x, double t) {
        if (t == 1) {
            return 0.0 - scalePosWeight * Elementary.sigmoid(-x);
        }
        DoubleDouble no = DoubleDouble.difference(1, t).times(Elementary.sigmoid(x));
        return no.minus(DoubleDouble.product(t, Elementary.sigmoid(-x))).value();
    }

    @Override
    public double hessian(double x, double t) {
        DoubleDouble e = DoubleDouble.of(Elementary.exp(-Math.abs(x)));
        DoubleDouble curvature = e.dividedBy(e.plus(1).squared());
        return curvature.isLessThan(minHessian)
                ? weight(t) * minHessian
                : curvature.times(weight(t)).value();
    }

    private double weight(double t) {
        return t == 1 ? scalePosWeight : 1;
    }
}
