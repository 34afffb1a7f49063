package dev.nabla.web.v1;

import dev.nabla.service.loss.LossService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Examples of gradient checks of mse, with correct and wrong gradients, and the service's answers. */
@Component
public final class GradientCheckExamples {

    private static final String REQUEST = "{\"predictions\": [1, 2, 3], \"targets\": [1.5, 2, 5], %s}";

    private final LossService losses;
    private final JsonForm form;

    GradientCheckExamples(LossService losses, JsonForm form) {
        this.losses = losses;
        this.form = form;
    }

    /** All examples. The first, which readers see first, has a wrong gradient: finding one is the purpose of the check. */
    public List<BodyExample> all() {
        return List.of(
                new BodyExample("Missing division by the number of elements",
                        REQUEST.formatted("\"gradient\": [-1, 0, -4]")),
                new BodyExample("Wrong sign",
                        REQUEST.formatted("\"gradient\": [0.3333333333333333, 0, 1.3333333333333333]")),
                new BodyExample("Computed in float32", REQUEST.formatted("\"gradient\": [-0.33333334, 0, -1.3333334]")),
                new BodyExample("Correct gradient and loss", REQUEST.formatted(
                        "\"gradient\": [-0.3333333333333333, 0, -1.3333333333333333], \"loss\": 1.4166666666666667")),
                new BodyExample("Gradients by input name", REQUEST.formatted(
                        "\"gradients\": {\"targets\": [-0.3333333333333333, 0, -1.3333333333333333]}")));
    }

    /** The service's answer to an example, as JSON. */
    public String answer(BodyExample example) {
        try {
            return form.text(GradientCheckAnswer.of(losses.check("mse", form.request(example.body()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
