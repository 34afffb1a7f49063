package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ResidualLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** A power of the absolute error. */
@Definition(
    aliases = "lp_error",
    summary = "The absolute error raised to a power q >= 1; between L1 (q = 1) and squared error (q = 2), and beyond.",
    formula = "|d|^q, \\quad d = x - t",
    gradient = "q |d|^{q-1} \\operatorname{sign}(d)",
    hessian = "q (q - 1) |d|^{q-2}",
    edges = {"The gradient is 0 at d = 0.",
            "The Hessian at d = 0 is 0 for q = 1, Infinity for 1 < q < 2, 2 for q = 2 and 0 for q > 2."},
    references = "CatBoost Lq",
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "Between L1 and squared error", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "q": 1.5}""")})
public record Lq(@Option(value = "exponent", within = "[1, inf)") double q) implements ResidualLoss {

    public Lq {
        OptionSpec.check(Lq.class, "q", q);
    }

    public Lq() {
        this(2);
    }

    @Override
    public double value(double residual, double tail) {
        return PowerProduct.timesPow(DoubleDouble.ONE, size(residual, tail), q);
    }

    @Override
    public double gradient(double residual, double tail) {
        return Math.signum(residual) * PowerProduct.timesPow(DoubleDouble.of(q), size(residual, tail), q - 1);
    }

    @Override
    public double hessian(double residual, double tail) {
        return PowerProduct.timesPow(DoubleDouble.product(q, q - 1), size(residual, tail), q - 2);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        if (ResidualLoss.isBeyondRange(inputs)) {
            double size = PowerProduct.timesExp(DoubleDouble.of(q), logSize(inputs).times(q - 1));
            gradient[0] = inputs[0] > inputs[1] ? size : 0.0 - size;
            gradient[1] = 0.0 - gradient[0];
        } else {
            ResidualLoss.super.gradient(inputs, gradient);
        }
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        if (ResidualLoss.isBeyondRange(inputs)) {
            hessian[0] = PowerProduct.timesExp(DoubleDouble.product(q, q - 1), logSize(inputs).times(q - 2));
            hessian[1] = hessian[0];
        } else {
            ResidualLoss.super.hessian(inputs, hessian);
        }
    }

    /** log |d| where d is beyond float64. */
    private static DoubleDouble logSize(double[] inputs) {
        return Extended.log(ScaledDoubleDouble.difference(inputs[0], inputs[1]).abs());
    }

    private static DoubleDouble size(double residual, double tail) {
        return new DoubleDouble(residual, tail).abs();
    }
}
