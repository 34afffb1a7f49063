package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Quadratic near zero, linear with slope ±δ beyond. */
@Definition(
    aliases = "huber_loss",
    summary = "Huber loss: quadratic up to delta and linear beyond, which limits the influence of outliers.",
    formula = "\\begin{cases} d^2/2 & |d| < \\delta \\\\ \\delta\\,(|d| - \\delta/2) & \\text{otherwise} \\end{cases}, \\quad d = x - t",
    gradient = "\\begin{cases} d & |d| < \\delta \\\\ \\delta \\operatorname{sign}(d) & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} 1 & |d| < \\delta \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"At d = ±Infinity the loss is Infinity and the gradient ±delta.",
            "The Hessian is discontinuous at |d| = delta; its value there is 0. LightGBM takes 1 everywhere, and so does \"hessian\": \"constant\"."},
    references = {"Huber (1964), Robust Estimation of a Location Parameter, https://doi.org/10.1214/aoms/1177703732",
            "PyTorch HuberLoss", "Keras Huber", "Optax huber_loss"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(
                name = "A larger delta, summed",
                body = """
                        {"predictions": [0.25, -1.5, 4.0], "targets": [0.0, 0.5, 1.5], "delta": 1.5, "reduction": "sum"}""")})
public record Huber(
    @Option(value = "threshold on |d| between the quadratic and the linear part", within = "(0, inf)") double delta)
        implements HomogeneousLoss {

    public Huber {
        OptionSpec.check(Huber.class, "delta", delta);
    }

    public Huber() {
        this(1);
    }

    @Override
    public Huber halved() {
        return new Huber(HomogeneousLoss.half(delta));
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        return isInside(size) ? size.half().times(size).value() : size.minus(0.5 * delta).times(delta).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return isInside(new DoubleDouble(residual, tail).abs()) ? residual : delta * Math.signum(residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        return isInside(new DoubleDouble(residual, tail).abs()) ? 1 : 0;
    }

    private boolean isInside(DoubleDouble size) {
        return size.isLessThan(delta);
    }
}
