package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The absolute error with different weights above and below the target. */
@Definition(
    aliases = {"pinball", "pinball_loss"},
    summary = "Asymmetric absolute error (pinball loss), minimized by a quantile of the targets.",
    formula = "\\begin{cases} q\\,(t - x) & x < t \\\\ (1 - q)(x - t) & \\text{otherwise} \\end{cases}",
    gradient = "\\begin{cases} -q & x < t \\\\ 0 & x = t \\\\ 1 - q & x > t \\end{cases}",
    hessian = "0",
    edges = {
            "The gradient is 0 at x = t, where the loss has a kink; scikit-learn returns -q, LightGBM 1 - q. For q = 0.5 the loss is half of l1.",
            "The true Hessian is 0. LightGBM takes 1 for this objective, and so does \"hessian\": \"constant\"."},
    references = {"Koenker and Bassett (1978), Regression Quantiles, https://doi.org/10.2307/1913643",
            "scikit-learn PinballLoss", "LightGBM quantile and XGBoost reg:quantileerror, whose alpha is quantile"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "The ninth decile", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "quantile": 0.9}""")})
public record Quantile(
    @Option(
        value = "quantile level q: the fraction of targets below the prediction",
        within = "(0, 1)") double quantile)
        implements HomogeneousLoss {

    public Quantile {
        OptionSpec.check(Quantile.class, "quantile", quantile);
    }

    public Quantile() {
        this(0.5);
    }

    @Override
    public Quantile halved() {
        return this;
    }

    @Override
    public int degree() {
        return 1;
    }

    @Override
    public double value(double residual, double tail) {
        return new DoubleDouble(residual, tail).abs().times(weight(residual)).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return Math.signum(residual) * weight(residual).value();
    }

    @Override
    public double hessian(double residual, double tail) {
        return 0;
    }

    private DoubleDouble weight(double residual) {
        return Asymmetry.weight(quantile, residual);
    }
}
