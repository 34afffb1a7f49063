package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.DType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A step of a training.
 *
 * @param batch the measures of its batch before the update
 * @param validation those of the validation data before the update; {@code null} if they are not validated at this step
 * @param dtype the dtype in which losses are written
 */
record TrainingStep(Measures batch, @Nullable Measures validation, DType dtype) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject();
        batch.writeTo(out, dtype);
        if (validation != null) {
            out.name("validation").beginObject();
            validation.writeTo(out, dtype);
            out.endObject();
        }
        out.endObject();
    }
}
