package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The absolute error beyond a tube around the target in which errors cost nothing. */
@Definition(
    aliases = {"svr", "eps_insensitive"},
    summary = "The absolute error beyond epsilon, 0 for smaller errors: the loss of support vector regression.",
    formula = "\\max(0, |d| - \\varepsilon), \\quad d = x - t",
    gradient = "\\begin{cases} \\operatorname{sign}(d) & |d| > \\varepsilon \\\\ 0 & \\text{otherwise} \\end{cases}",
    hessian = "0",
    edges = {"At |d| = epsilon the gradient is 0.", "At d = ±Infinity the loss is Infinity and the gradient ±1."},
    references = {"Vapnik (1995), The Nature of Statistical Learning Theory", "scikit-learn SVR and SGDRegressor"},
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "On the boundary of the tube", body = """
                        {"predictions": [0.5], "targets": [0.0], "epsilon": 0.5}""")})
public record EpsilonInsensitive(
    @Option(value = "largest |d| that costs nothing", within = "[0, inf)") double epsilon) implements HomogeneousLoss {

    public EpsilonInsensitive {
        OptionSpec.check(EpsilonInsensitive.class, "epsilon", epsilon);
    }

    public EpsilonInsensitive() {
        this(0.1);
    }

    @Override
    public EpsilonInsensitive halved() {
        return new EpsilonInsensitive(0.5 * epsilon);
    }

    @Override
    public int degree() {
        return 1;
    }

    @Override
    public double value(double residual, double tail) {
        return Math.max(0, new DoubleDouble(residual, tail).abs().minus(epsilon).value());
    }

    @Override
    public double gradient(double residual, double tail) {
        return Math.signum(value(residual, tail)) * Math.signum(residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        return 0;
    }
}
