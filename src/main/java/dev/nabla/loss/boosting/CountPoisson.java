package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The negative log-likelihood of a count under a log-rate, with the Hessian of boosting libraries. */
@Definition(
    aliases = "poisson_objective",
    summary = "Poisson negative log-likelihood of a log-rate as boosting libraries define it: the Hessian is deliberately too large, which limits the step size.",
    formula = "e^x - t x",
    gradient = "e^x - t",
    hessian = "e^{x + \\text{max\\_delta\\_step}}",
    edges = {"At t = 0 and x = -Infinity loss and gradient are 0.",
            "The Hessian is that of the libraries; with max_delta_step = 0 it is the true one.",
            "The gradient keeps full precision where exp(x) is close to t."},
    references = {"XGBoost count:poisson", "LightGBM poisson, whose option is poisson_max_delta_step",
            "CatBoost Poisson"},
    examples = {@Example(name = "Two log-rates", body = """
                {"predictions": [0.1, 0.5], "targets": [0, 3]}"""),
            @Example(
                name = "For growing a tree: gradient and true Hessian of each row",
                body = """
                        {"predictions": [0.1, 0.5], "targets": [0, 3], "max_delta_step": 0, "hessian": "diagonal", "reduction": "sum"}""")})
public record CountPoisson(
    @Option(
        value = "added to x in the Hessian",
        within = "[0, inf)") double maxDeltaStep) implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "raw scores (margins): log-rates").twiceDifferentiable(),
            Input.numbers("targets", "counts, or any values >= 0").within("[0, inf]"));

    private static final List<Intermediate> INTERMEDIATES = List
            .of(Intermediate.extendedExp((inputs, i) -> inputs[0][i]));

    private static final int EXP = 2;

    public CountPoisson {
        OptionSpec.check(CountPoisson.class, "maxDeltaStep", maxDeltaStep);
    }

    public CountPoisson() {
        this(0.7);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        return Elementary.expMinusLinear(inputs[0], exp(inputs), inputs[1]);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = Extended.expMinus(inputs[0], exp(inputs), inputs[1]).value();
    }

    private static DoubleDouble exp(double[] inputs) {
        return new DoubleDouble(inputs[EXP], inputs[EXP + 1]);
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble exponent = DoubleDouble.sum(inputs[0], maxDeltaStep);
        hessian[0] = Elementary.exp(exponent.hi(), exponent.lo());
    }
}
