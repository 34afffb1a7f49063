package dev.nabla.web.v1;

import dev.nabla.service.expression.ExpressionService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Examples of formulas, with the service's answers. */
@Component
public final class ExpressionExamples {

    private final ExpressionService expressions;
    private final JsonForm form;
    private final JsonMapper json;

    ExpressionExamples(ExpressionService expressions, JsonForm form, JsonMapper json) {
        this.expressions = expressions;
        this.form = form;
        this.json = json;
    }

    /** Examples of evaluations. */
    public List<BodyExample> evaluations() {
        return List.of(
                new BodyExample("Huber, with its threshold as a parameter, explained",
                        """
                {"formula": "d = predictions - targets\\na = abs(d)\\nwhere(a < delta, 0.5*d^2, delta*(a - 0.5*delta))",
                 "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5]}, "parameters": {"delta": 1}, "explain": true}"""),
                new BodyExample("Two losses of the catalog, with a penalty", """
                        {"formula": "loss.mse(predictions, targets) + 0.1 * loss.l1(predictions, targets) + 0.01 * (w @ w)",
                         "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5], "w": [0.5, -0.5]},
                         "wrt": ["predictions", "w"]}"""),
                new BodyExample("A straight-through binarizer, and whether its gradient is the derivative",
                        """
                        {"formula": "b = with_gradient(where(x > 0, 1, 0), x)\\n(b - targets)^2",
                         "inputs": {"x": [0.3, -0.2], "targets": [1, 1]}, "reduction": "sum", "wrt": ["x"], "check": true}"""),
                new BodyExample("A formula that overflows, and the form that does not", """
                        {"formula": "log(1 + exp(-margin * x))", "inputs": {"x": [-2, 1]}, "parameters": {"margin": 500},
                         "check": true}"""));
    }

    /** Examples of gradient checks. */
    public List<BodyExample> gradientChecks() {
        return List.of(new BodyExample("A gradient without the division by N", """
                {"formula": "(predictions - targets)^2", "inputs": {"predictions": [1, 2, 3], "targets": [1, 2, 5]},
                 "gradient": [0, 0, -4]}"""));
    }

    /** Examples of curves. */
    public List<BodyExample> curves() {
        return List.of(new BodyExample("Log-cosh around its minimum",
                """
                {"formula": "abs(d) + softplus(-2 * abs(d)) - log(2)", "variable": "d", "from": -2, "to": 2, "points": 5}"""));
    }

    /** The service's answer to an example of {@link #evaluations}, as JSON. */
    public String answerToEvaluation(BodyExample example) {
        return text(() -> form.text(expressions.evaluate(form.request(example.body()))));
    }

    /** The service's answer to an example of {@link #gradientChecks}, as JSON. */
    public String answerToGradientCheck(BodyExample example) {
        return text(() -> form.text(GradientCheckAnswer.of(expressions.check(form.request(example.body())))));
    }

    /** The service's answer to an example of {@link #curves}, as JSON. */
    public String answerToCurve(BodyExample example) {
        return text(() -> json.writeValueAsString(CurveAnswer.of(expressions.curve(form.request(example.body())))));
    }

    /** The text of an answer. */
    @FunctionalInterface
    private interface Text {

        String get() throws IOException;
    }

    private static String text(Text answer) {
        try {
            return answer.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
