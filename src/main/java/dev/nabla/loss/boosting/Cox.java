package dev.nabla.loss.boosting;

import dev.nabla.loss.AxisNames;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.JointLoss;
import java.util.List;

/** The negative partial log-likelihood of proportional hazards. */
@Definition(
    aliases = {"survival_cox", "cox_ph", "cox_partial_likelihood"},
    summary = "How surprising it is that each event befell whom it did, of all who were still at risk at the time.",
    formula = "e_i \\Bigl( \\log \\sum_{j:\\, t_j \\ge t_i} e^{x_j} - x_i \\Bigr) = e_i\\,(Z_i - x_i)",
    gradient = "\\sum_{i:\\, t_i \\le t_k} v_i\\, e_i\\, e^{x_k - Z_i} - v_k e_k, \\quad v_i \\text{ the derivative of the answer with respect to value } i",
    hessian = "\\sum_{i:\\, t_i \\le t_k} v_i\\, e_i\\, q_i (1 - q_i), \\quad q_i = e^{x_k - Z_i}",
    edges = {"Events at the same time share one risk set, which holds them all (Breslow).",
            "Who is censored (events 0) has loss 0 and does not count: mean divides by the number of events.",
            "Without an event the mean is NaN and the gradient 0.",
            "The mask takes who is left out from every risk set; sample_weight weights events, not risk sets.",
            "A log-hazard of -Infinity is no risk; as an event it makes the loss Infinity, with a finite gradient.",
            "A log-hazard of +Infinity or NaN makes every event NaN that it is at risk for.",
            "XGBoost's negative label is a censored time: events 0 and targets its absolute value."},
    references = {"Cox (1972), Regression models and life-tables",
            "Breslow (1974), Covariance analysis of censored survival data",
            "XGBoost survival:cox"},
    examples = {
            @Example(name = "Three events, two at one time, and one censored", body = """
                {"predictions": [0.5, -1, 0.25, 1], "targets": [2, 1, 2, 3], "events": [1, 1, 1, 0]}"""),
            @Example(
                name = "The surprise of each event",
                body = """
                        {"predictions": [0.5, -1, 0.25, 1], "targets": [2, 1, 2, 3], "events": [1, 1, 1, 0], "reduction": "none"}""")})
public record Cox() implements JointLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "log-hazards: the higher, the sooner").shaped("N").twiceDifferentiable(),
            Input.numbers("targets", "times of event or censoring").within("(0, inf)"),
            Input.numbers("events", "1 for an event, 0 if censored").within("0 or 1"));

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
        RiskSets sets = new RiskSets(batch.elements(0), batch.elements(1), batch::takesPart);
        return new Pass() {

            @Override
            public double value(int value) {
                return sets.surprise(value);
            }

            @Override
            public double divisor(int value) {
                return events[value];
            }

            @Override
            public void gradient(int input, int from, int to, Cotangents cotangents, double[] gradient) {
                sets.gradient(cotangents, gradient);
            }

            @Override
            public void hessian(int input, int from, int to, Cotangents cotangents, double[] hessian) {
                sets.hessian(cotangents, hessian);
            }
        };
    }
}
