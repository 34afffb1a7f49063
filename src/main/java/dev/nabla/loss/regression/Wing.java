package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Logarithmic near zero, which emphasizes small errors, and linear beyond. */
@Definition(
    aliases = "wing_loss",
    summary = "Wing loss: logarithmic up to omega and linear beyond; it emphasizes small errors more than L1 does, as in facial landmark localization.",
    formula = "\\begin{cases} \\omega \\log(1 + |d|/\\varepsilon) & |d| < \\omega \\\\ |d| - \\omega + \\omega \\log(1 + \\omega/\\varepsilon) & \\text{otherwise} \\end{cases}, \\quad d = x - t",
    gradient = "\\begin{cases} \\omega \\operatorname{sign}(d) / (\\varepsilon + |d|) & |d| < \\omega \\\\ \\operatorname{sign}(d) & \\text{otherwise} \\end{cases}",
    hessian = "\\begin{cases} -\\omega / (\\varepsilon + |d|)^2 & |d| < \\omega \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {
            "At d = 0, where the loss has a kink with slopes -ω/ε and ω/ε, the gradient is 0 and the Hessian that of the logarithmic part.",
            "At |d| = omega gradient and Hessian are discontinuous; their values there are those of the linear part."},
    references = {
            "Feng, Kittler, Awais, Huber, Wu (2018), Wing Loss for Robust Facial Landmark Localisation with Convolutional Neural Networks, https://arxiv.org/abs/1711.06753"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "An error in the linear part", body = """
                        {"predictions": [0.5, -15.0, 3.0], "targets": [0.0, 0.5, 1.0]}""")})
public record Wing(
    @Option(value = "threshold on |d| between the logarithmic and the linear part", within = "(0, inf)") double omega,
    @Option(
        value = "curvature of the logarithmic part; smaller values are steeper at zero",
        within = "(0, inf)") double epsilon)
        implements HomogeneousLoss {

    /** Below it log(1 + x) is x. */
    private static final double LINEAR = 0x1p-60;

    public Wing {
        OptionSpec.check(Wing.class, "omega", omega);
        OptionSpec.check(Wing.class, "epsilon", epsilon);
    }

    public Wing() {
        this(10, 2);
    }

    @Override
    public Wing halved() {
        return new Wing(HomogeneousLoss.half(omega), HomogeneousLoss.half(epsilon));
    }

    @Override
    public int degree() {
        return 1;
    }

    @Override
    public double value(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        return isInside(size)
                ? logarithm(size).value()
                : logarithm(DoubleDouble.of(omega)).plus(size.minus(omega)).value();
    }

    private DoubleDouble logarithm(DoubleDouble size) {
        DoubleDouble ratio = size.dividedBy(epsilon);
        return ratio.isLessThan(LINEAR)
                ? size.times(DoubleDouble.quotient(omega, epsilon))
                : DoubleDouble.product(omega, Elementary.log1p(ratio.hi(), ratio.lo()));
    }

    @Override
    public double gradient(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        double magnitude = isInside(size) ? DoubleDouble.of(omega).dividedBy(size.plus(epsilon)).value() : 1;
        return magnitude * Math.signum(residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        DoubleDouble distance = size.plus(epsilon);
        return isInside(size) ? -DoubleDouble.of(omega).dividedBy(distance).dividedBy(distance).value() : 0;
    }

    private boolean isInside(DoubleDouble size) {
        return size.isLessThan(omega);
    }
}
