package dev.nabla.loss.boosting;

import dev.nabla.kernel.StableSoftmax;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Multiclass cross-entropy of margins, with the Hessian of boosting libraries. */
@Definition(
    aliases = "multi_softprob(reduction=sum)",
    summary = "Softmax cross-entropy as boosting libraries define it, with their scaled Hessian.",
    formula = "-\\log p_y, \\quad p = \\operatorname{softmax}(x)",
    gradient = "p_c - [c = y]",
    hessian = "\\max(h, \\text{min\\_hessian}), \\quad h = \\begin{cases} \\text{hessian\\_factor} \\cdot p_c (1 - p_c) & \\text{scaled} \\\\ |p_c - [c = y]| & \\text{absolute\\_residual} \\end{cases}",
    edges = {
            "The true Hessian has hessian_factor 1 and min_hessian 0. LightGBM uses K/(K - 1) (2 before version 3), CatBoost 1; XGBoost 2, and in newer versions the absolute residual.",
            "With hessian_type absolute_residual, hessian_factor plays no part. No leaf value of a Newton step is then beyond -1 and 1, and a rare class keeps curvature.",
            "A margin of -Infinity has probability 0 and gradient 0; if it is the target's, the loss is Infinity and the gradient is finite.",
            "If a margin is +Infinity, or all margins of a row are -Infinity, the row is NaN."},
    references = {"XGBoost multi:softprob",
            "XGBoost pull request 12537, Use the absolute-residual pseudo-Hessian, https://github.com/dmlc/xgboost/pull/12537",
            "LightGBM multiclass", "CatBoost MultiClass"},
    examples = {@Example(name = "Two samples, three classes", body = """
                {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0]}"""),
            @Example(
                name = "Gradient and Hessian of XGBoost",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "reduction": "sum", "hessian": "diagonal"}"""),
            @Example(
                name = "LightGBM's Hessian for three classes",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "hessian_factor": 1.5, "reduction": "sum", "hessian": "diagonal"}"""),
            @Example(
                name = "Gradient and Hessian of newer versions of XGBoost",
                body = """
                        {"predictions": [[1, 2, 3], [0, -1, 1]], "targets": [2, 0], "hessian_type": "absolute_residual", "reduction": "sum", "hessian": "diagonal"}""")})
public record MultiSoftmax(
    @Option(value = "factor on the true Hessian", within = "(0, inf)") double hessianFactor,
    @Option(value = "lower bound of the Hessian", within = "[0, inf)") double minHessian,
    @Option(SoftmaxHessian.MEANING) SoftmaxHessian hessianType)
        implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins), classes along the last axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    public MultiSoftmax {
        OptionSpec.check(MultiSoftmax.class, "hessianFactor", hessianFactor);
        OptionSpec.check(MultiSoftmax.class, "minHessian", minHessian);
    }

    public MultiSoftmax() {
        this(2, 1e-16, SoftmaxHessian.SCALED);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public boolean classAxisIsLast() {
        return true;
    }

    @Override
    public double evaluate(Row row) {
        StableSoftmax softmax = new StableSoftmax(row.elements(0), row.length(), row.scratch(0));
        if (!softmax.isDefined()) {
            return row.undefined();
        }
        int target = (int) row.element(1);
        double[] gradient = row.gradient(0);
        if (gradient != null) {
            softmax.probabilities(1, gradient);
            gradient[target] = 0.0 - softmax.complement(target).value();
        }
        double[] hessian = row.hessian(0);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            hessian[c] = Math.max(hessianType.of(softmax, c, target, hessianFactor).value(), minHessian);
        }
        return softmax.negativeLogProbability(target).value();
    }
}
