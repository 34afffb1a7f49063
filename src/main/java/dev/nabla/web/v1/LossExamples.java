package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Definition.Example;
import dev.nabla.service.loss.LossService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** Runs the examples of the losses, so that no document shows an answer that the service would not give. */
@Component
public final class LossExamples {

    private final LossService losses;
    private final RequestReader reader;
    private final LossAnswerWriter writer;

    LossExamples(LossService losses, RequestReader reader, LossAnswerWriter writer) {
        this.losses = losses;
        this.reader = reader;
        this.writer = writer;
    }

    /** The JSON that the service answers to an example. */
    public String answer(LossEntry loss, Example example) {
        try {
            var body = new ByteArrayInputStream(example.body().getBytes(StandardCharsets.UTF_8));
            var answer = new ByteArrayOutputStream();
            writer.write(losses.illustrate(loss, reader.read(losses.fieldsOf(loss), null, body)), answer);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
