package dev.nabla.web.v1;

import dev.nabla.service.loss.LossService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gradients of mse to be checked, right and wrong ones, with what the service says to them. */
@Component
public final class GradientCheckExamples {

    private static final String REQUEST = "{\"predictions\": [1, 2, 3], \"targets\": [1.5, 2, 5], %s}";

    private final LossService losses;
    private final JsonForm form;
    private final JsonMapper json;

    GradientCheckExamples(LossService losses, JsonForm form, JsonMapper json) {
        this.losses = losses;
        this.form = form;
        this.json = json;
    }

    /** A request that can be sent as it stands to check a gradient of mse. */
    public record Example(String name, String body) {}

    /** The examples, the first of them a wrong gradient: that is what the check is for. */
    public List<Example> all() {
        return List.of(
                new Example("The mean's division is missing", REQUEST.formatted("\"gradient\": [-1, 0, -4]")),
                new Example("The wrong sign",
                        REQUEST.formatted("\"gradient\": [0.3333333333333333, 0, 1.3333333333333333]")),
                new Example("Computed in float32", REQUEST.formatted("\"gradient\": [-0.33333334, 0, -1.3333334]")),
                new Example("All right, and the loss too", REQUEST.formatted(
                        "\"gradient\": [-0.3333333333333333, 0, -1.3333333333333333], \"loss\": 1.4166666666666667")),
                new Example("By name of input", REQUEST.formatted(
                        "\"gradients\": {\"targets\": [-0.3333333333333333, 0, -1.3333333333333333]}")));
    }

    /** The JSON that the service answers to an example. */
    public String answer(Example example) {
        try {
            return json.writeValueAsString(GradientCheckAnswer.of(losses.check("mse", form.request(example.body()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
