package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training ends with.
 *
 * @param nextStep the number of steps so far, with those before this training
 * @param validation the measures of the validation data at the end; {@code null} if there are none
 * @param parameters the parameters, by name
 * @param buffers the buffers of layers by name, such as running statistics
 * @param state the state of the optimizer, by parameter and slot
 * @param stopped why the training has ended before all steps were taken; {@code null} if it has not
 * @param dtype the dtype in which losses are written
 */
record TrainingResult(
    long nextStep,
    @Nullable Measures validation,
    Map<String, Tensor> parameters,
    Map<String, Tensor> buffers,
    Map<String, Map<String, Tensor>> state,
    @Nullable String stopped,
    DType dtype) implements Answer {

    /** Writes it as the last line of a stream, where it has the last measures of the validation data. */
    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject();
        if (validation != null) {
            out.name("validation").beginObject();
            validation.writeTo(out, dtype);
            out.endObject();
        }
        writeMembers(out);
        out.endObject();
    }

    /** Writes where it ended as members of an object. */
    void writeMembers(AnswerWriter out) throws IOException {
        out.name("next_step").integer(nextStep);
        if (stopped != null) {
            out.name("stopped").string(stopped);
        }
        out.name("parameters").tensors(parameters);
        if (!buffers.isEmpty()) {
            out.name("buffers").tensors(buffers);
        }
        out.name("state").tensorsByName(state);
    }
}
