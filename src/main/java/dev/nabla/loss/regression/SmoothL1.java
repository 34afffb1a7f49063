package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Quadratic with curvature 1/β near zero, linear with slope ±1 beyond. */
@Definition(
    aliases = "smooth_l1_loss",
    summary = "Smooth L1 loss: quadratic up to beta, linear with slope ±1 beyond.",
    formula = "\\begin{cases} d^2/(2\\beta) & |d| < \\beta \\\\ |d| - \\beta/2 & \\text{otherwise} \\end{cases}, \\quad d = x - t",
    gradient = "\\begin{cases} d/\\beta & |d| < \\beta \\\\ \\operatorname{sign}(d) & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} 1/\\beta & |d| < \\beta \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {
            "With beta = 0 it is l1, with gradient 0 at d = 0.",
            "The Hessian is discontinuous at |d| = beta; its value there is 0.",
            "huber with delta = b is b times smooth_l1 with beta = b."},
    references = "PyTorch SmoothL1Loss",
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A smaller beta", body = """
                        {"predictions": [0.25, -1.5, 2.0], "targets": [0.0, 0.5, 2.0], "beta": 0.5}""")})
public record SmoothL1(
    @Option(value = "threshold on |d| between the quadratic and the linear part", within = "[0, inf)") double beta)
        implements HomogeneousLoss {

    public SmoothL1 {
        OptionSpec.check(SmoothL1.class, "beta", beta);
    }

    public SmoothL1() {
        this(1);
    }

    @Override
    public SmoothL1 halved() {
        return new SmoothL1(0.5 * beta);
    }

    @Override
    public int degree() {
        return 1;
    }

    @Override
    public double value(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        return isInside(size) ? size.dividedBy(beta).half().times(size).value() : size.minus(0.5 * beta).value();
    }

    @Override
    public double gradient(double residual, double tail) {
        DoubleDouble d = new DoubleDouble(residual, tail);
        return isInside(d.abs()) ? d.dividedBy(beta).value() : d.sign();
    }

    @Override
    public double hessian(double residual, double tail) {
        return isInside(new DoubleDouble(residual, tail).abs()) ? 1 / beta : 0;
    }

    private boolean isInside(DoubleDouble size) {
        return size.isLessThan(beta);
    }
}
