package dev.nabla.loss.boosting;

import dev.nabla.kernel.RiskSets;
import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.List;

/** The negative log partial likelihood of the proportional-hazards model. */
@Definition(
    aliases = {"cox_ph", "cox_partial_likelihood"},
    summary = "Negative log partial likelihood of the Cox proportional-hazards model.",
    formula = "e_i \\Bigl( \\log \\sum_{j:\\, t_j \\ge t_i} e^{x_j} - x_i \\Bigr) = e_i\\,(Z_i - x_i)",
    gradient = "\\sum_{i:\\, t_i \\le t_k} v_i\\, e_i\\, e^{x_k - Z_i} - v_k e_k, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    hessian = "\\sum_{i:\\, t_i \\le t_k} v_i\\, e_i\\, q_i (1 - q_i), \\quad q_i = e^{x_k - Z_i}",
    edges = {"Tied events share one risk set, which contains them all (Breslow's method).",
            "A censored observation (events 0) has loss 0; mean divides by the number of events.",
            "If there are no events, the mean is NaN and the gradient 0.",
            "Masked observations are removed from every risk set; sample_weight weights events, not risk sets.",
            "A log-hazard of -Infinity means no risk; if it has an event, the loss is Infinity and the gradient is finite.",
            "A log-hazard of +Infinity or NaN makes the loss NaN for every event whose risk set contains it.",
            "A negative label of XGBoost is a censored time: send its absolute value in targets, and 0 in events."},
    references = {"Cox (1972), Regression models and life-tables",
            "Breslow (1974), Covariance analysis of censored survival data",
            "XGBoost survival:cox"},
    examples = {
            @Example(name = "Three events, two of them tied, and one censored", body = """
                {"predictions": [0.5, -1, 0.25, 1], "targets": [2, 1, 2, 3], "events": [1, 1, 1, 0]}"""),
            @Example(
                name = "One loss per event",
                body = """
                        {"predictions": [0.5, -1, 0.25, 1], "targets": [2, 1, 2, 3], "events": [1, 1, 1, 0], "reduction": "none"}""")})
public record Cox() implements JointLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "predicted log-hazards").shaped("N").twiceDifferentiable(),
            Input.numbers("targets", "event or censoring times").within("(0, inf)"),
            Input.numbers("events", "event indicators: 1 for an event, 0 if censored").within("0 or 1"));

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public AxisNames valueAxes() {
        return AxisNames.of("N");
    }

    @Override
    public Pass forward(Batch batch) {
        double[] events = batch.elements(2);
        RiskSets sets = new RiskSets(batch.elements(0), batch.elements(1), batch::isIncluded);
        return new Pass() {

            @Override
            public double value(int value) {
                return sets.surprisal(value).value();
            }

            @Override
            public double divisor(int value) {
                return events[value];
            }

            @Override
            public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
                sets.gradient(cotangents::of, gradient);
            }

            @Override
            public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
                sets.hessian(cotangents::of, hessian);
            }
        };
    }
}
