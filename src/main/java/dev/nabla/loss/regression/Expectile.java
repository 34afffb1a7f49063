package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The squared error with different weights above and below the target. */
@Definition(
    aliases = "asymmetric_squared_error",
    summary = "Asymmetric squared error: it estimates an expectile as the quantile loss estimates a quantile.",
    formula = "w d^2, \\quad w = \\begin{cases} \\tau & d \\le 0 \\\\ 1 - \\tau & d > 0 \\end{cases}, \\quad d = x - t",
    gradient = "2 w d",
    hessian = "2 w",
    edges = {"The Hessian is discontinuous at d = 0; its value there is 2τ.", "With expectile = 0.5 it is d²/2."},
    references = {
            "Newey and Powell (1987), Asymmetric Least Squares Estimation and Testing, https://doi.org/10.2307/1911031",
            "CatBoost Expectile"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "Underestimates cost four times as much", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "expectile": 0.8}""")})
public record Expectile(
    @Option(
        value = "weight τ of predictions below their target; those above have weight 1 - τ",
        within = "(0, 1)") double expectile)
        implements HomogeneousLoss {

    public Expectile {
        OptionSpec.check(Expectile.class, "expectile", expectile);
    }

    public Expectile() {
        this(0.5);
    }

    @Override
    public Expectile halved() {
        return this;
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        DoubleDouble d = new DoubleDouble(residual, tail);
        return d.times(weight(residual)).times(d).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return new DoubleDouble(residual, tail).times(weight(residual)).times(2).value();
    }

    @Override
    public double hessian(double residual, double tail) {
        return 2 * weight(residual).value();
    }

    private DoubleDouble weight(double residual) {
        return Asymmetry.weight(expectile, residual);
    }
}
