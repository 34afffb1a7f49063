package dev.nabla.web.v1;

import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Runs the examples of the losses, so that no document shows an answer that the service would not give. */
@Component
public final class LossExamples {

    private final LossService losses;
    private final JsonForm json;

    LossExamples(LossService losses, JsonForm json) {
        this.losses = losses;
        this.json = json;
    }

    /** The JSON that the service answers to an example. */
    public String answer(LossEntry loss, Example example) {
        try {
            return json.text(losses.illustrate(loss, json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
