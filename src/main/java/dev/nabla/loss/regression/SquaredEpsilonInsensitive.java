package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.HomogeneousLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** The squared error beyond a tube around the target in which errors cost nothing. */
@Definition(
    aliases = "squared_svr",
    summary = "The squared error beyond epsilon, 0 for smaller errors.",
    formula = "z^2, \\quad z = \\max(0, |d| - \\varepsilon), \\quad d = x - t",
    gradient = "2 z \\operatorname{sign}(d)",
    hessian = "\\begin{cases} 2 & |d| > \\varepsilon \\\\ 0 & \\text{otherwise} \\end{cases}",
    edges = {"The Hessian is discontinuous at |d| = epsilon; its value there is 0, also at d = 0 with epsilon = 0.",
            "If the square overflows, the loss is Infinity; the gradient stays finite."},
    references = "scikit-learn SGDRegressor",
    examples = {
            @Example(name = "Three numbers", body = """
                {"predictions": [1, 2, 3], "targets": [1, 2, 5]}"""),
            @Example(name = "A wider tube", body = """
                        {"predictions": [0.5, -1.5, 3.0], "targets": [0.0, 0.25, 1.0], "epsilon": 0.75}""")})
public record SquaredEpsilonInsensitive(
    @Option(value = "largest |d| that costs nothing", within = "[0, inf)") double epsilon) implements HomogeneousLoss {

    public SquaredEpsilonInsensitive {
        OptionSpec.check(SquaredEpsilonInsensitive.class, "epsilon", epsilon);
    }

    public SquaredEpsilonInsensitive() {
        this(0.1);
    }

    @Override
    public SquaredEpsilonInsensitive halved() {
        return new SquaredEpsilonInsensitive(0.5 * epsilon);
    }

    @Override
    public int degree() {
        return 2;
    }

    @Override
    public double value(double residual, double tail) {
        DoubleDouble excess = excess(residual, tail);
        return excess.sign() < 0 ? 0 : excess.squared().value();
    }

    @Override
    public double gradient(double residual, double tail) {
        return 2 * Math.max(0, excess(residual, tail).value()) * Math.signum(residual);
    }

    @Override
    public double hessian(double residual, double tail) {
        return excess(residual, tail).sign() > 0 ? 2 : 0;
    }

    /** |d| − ε. */
    private DoubleDouble excess(double residual, double tail) {
        return new DoubleDouble(residual, tail).abs().minus(epsilon);
    }
}
