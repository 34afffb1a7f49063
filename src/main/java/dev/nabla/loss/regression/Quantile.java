package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The absolute error, with different slopes above and below the target. */
@Definition(
    aliases = {"pinball", "pinball_loss", "quantile_loss", "reg_quantileerror"},
    summary = "A tilted absolute error: its best constant prediction is the quantile of the targets, not their median.",
    formula = "\\begin{cases} q\\,(t - x) & x < t \\\\ (1 - q)(x - t) & \\text{otherwise} \\end{cases}",
    gradient = "\\begin{cases} -q & x < t \\\\ 0 & x = t \\\\ 1 - q & x > t \\end{cases}",
    hessian = "0",
    edges = {
            "At x = t, where the slope jumps from -q to 1 - q, the gradient is 0, as that of l1/2, which it is for q = 0.5; scikit-learn answers -q, LightGBM 1 - q.",
            "LightGBM reports hessian 1 for this objective; here it is the true 0."},
    references = {"Koenker and Bassett (1978), Regression Quantiles, https://doi.org/10.2307/1913643",
            "scikit-learn PinballLoss", "LightGBM quantile and XGBoost reg:quantileerror, whose alpha is quantile"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "The ninth decile", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "quantile": 0.9}""")})
public record Quantile(
    @Option(value = "the share q of targets that is to lie below the prediction", within = "(0, 1)") double quantile)
        implements ResidualLoss {

    public Quantile {
        OptionSpec.check(Quantile.class, "quantile", quantile);
    }

    public Quantile() {
        this(0.5);
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
