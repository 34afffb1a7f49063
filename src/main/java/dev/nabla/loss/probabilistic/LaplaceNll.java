package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The negative log-likelihood of a Laplace distribution with predicted median and scale. */
@Definition(
    aliases = "laplacian_nll",
    summary = "Negative log-likelihood of a Laplace distribution with predicted median and scale.",
    formula = "\\log(2 b) + |d| / b, \\quad d = x - t, \\quad b = \\text{scale}",
    gradient = "\\partial_x = \\operatorname{sign}(d) / b, \\quad \\partial_{scale} = (1 - |d| / b) / b",
    hessian = "\\partial_x^2 = 0, \\quad \\partial_{scale}^2 = (2 |d| / b - 1) / b^2",
    edges = "The gradient with respect to predictions is 0 at d = 0.",
    references = {"PyTorch torch.distributions.Laplace: -log_prob",
            "Kotz, Kozubowski and Podgórski (2001), The Laplace Distribution and Generalizations"},
    examples = {@Example(name = "Two values", body = """
                {"predictions": [0.1, 2.0], "targets": [0.0, 3.5], "scale": [0.5, 2.0]}"""),
            @Example(name = "With the Hessian diagonal", body = """
                        {"predictions": [0.5], "targets": [-0.25], "scale": [0.75], "hessian": "diagonal"}""")})
public record LaplaceNll() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted medians").twiceDifferentiable(),
            Input.numbers("targets", "observed values"),
            Input.numbers("scale", "predicted scales (mean absolute deviations)").within("(0, inf]")
                    .twiceDifferentiable());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        ScaledDoubleDouble logs = ScaledDoubleDouble.of(Extended.log(inputs[2]).plus(Extended.LOG_TWO));
        return logs.plus(error(inputs).abs()).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double scale = inputs[2];
        gradient[0] = DoubleDouble.difference(inputs[0], inputs[1]).sign() / scale;
        gradient[2] = ScaledDoubleDouble.ONE.minus(error(inputs).abs()).dividedBy(DoubleDouble.of(scale)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble scale = DoubleDouble.of(inputs[2]);
        hessian[0] = 0;
        hessian[2] = error(inputs).abs().times(2).minus(ScaledDoubleDouble.ONE).dividedBy(scale).dividedBy(scale)
                .value();
    }

    /** (x − t)/b. */
    private static ScaledDoubleDouble error(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]).dividedBy(DoubleDouble.of(inputs[2]));
    }
}
