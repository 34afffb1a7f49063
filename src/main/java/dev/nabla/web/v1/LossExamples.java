package dev.nabla.web.v1;

import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Evaluates the examples of the losses, so that documents show real answers. */
@Component
public final class LossExamples {

    private final LossService losses;
    private final JsonForm json;

    LossExamples(LossService losses, JsonForm json) {
        this.losses = losses;
        this.json = json;
    }

    /** The service's answer to an example, as JSON. */
    public String answer(LossEntry loss, Example example) {
        try {
            return json.text(losses.illustrate(loss, json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
