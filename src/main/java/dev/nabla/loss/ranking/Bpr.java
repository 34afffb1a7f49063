package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The logistic loss of the difference between the scores of a positive and a negative item. */
@Definition(
    aliases = {"bayesian_personalized_ranking"},
    summary = "Bayesian personalized ranking: logistic loss of how much an item that a user chose scores above one that the user did not.",
    formula = "\\log(1 + e^{-u}), \\quad u = x^+ - x^-",
    gradient = "\\partial_{x^+} = -\\sigma(-u), \\quad \\partial_{x^-} = \\sigma(-u)",
    hessian = "\\sigma(u)\\,\\sigma(-u)",
    edges = {"Does not overflow for any finite u.",
            "At u = Infinity loss and gradient are 0; at u = -Infinity the loss is Infinity and the gradient -1 and 1.",
            "Two infinite scores of the same sign have loss NaN."},
    references = {
            "Rendle et al. (2009), BPR: Bayesian Personalized Ranking from Implicit Feedback, https://arxiv.org/abs/1205.2618"},
    examples = {@Example(name = "Two pairs of items", body = """
                {"positive": [0.5, -1.0], "negative": [0.25, 2.0]}"""),
            @Example(
                name = "Two users, one loss per pair",
                body = """
                        {"positive": [[0.5, -1.0], [3.0, 0.0]], "negative": [[0.25, 2.0], [1.0, 0.0]], "reduction": "none"}""")})
public record Bpr() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("positive", "scores of items that were chosen").twiceDifferentiable(),
            Input.numbers("negative", "scores of items that were not").twiceDifferentiable());

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return Extended.softplus(deficit(inputs)).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double pull = Extended.sigmoid(deficit(inputs)).value();
        gradient[0] = 0.0 - pull;
        gradient[1] = pull;
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble deficit = deficit(inputs);
        DoubleDouble curvature = Extended.sigmoid(deficit).times(Extended.sigmoid(deficit.negated()));
        hessian[0] = curvature.value();
        hessian[1] = curvature.value();
    }

    /** The negative of u. */
    private static DoubleDouble deficit(double[] inputs) {
        return DoubleDouble.difference(inputs[1], inputs[0]);
    }
}
