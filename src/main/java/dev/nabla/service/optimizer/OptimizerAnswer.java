package dev.nabla.service.optimizer;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one step of an optimizer left.
 *
 * @param parameters the parameters after the step, by name
 * @param state what the next step needs to know, by parameter and slot
 * @param gradientNorm the Euclidean norm of all gradients before they were clipped by it; {@code null} if they were not
 */
public record OptimizerAnswer(
    Map<String, Tensor> parameters,
    Map<String, Map<String, Tensor>> state,
    @Nullable Double gradientNorm) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("parameters").tensors(parameters).name("state").beginObject();
        for (Map.Entry<String, Map<String, Tensor>> parameter : state.entrySet()) {
            out.name(parameter.getKey()).tensors(parameter.getValue());
        }
        out.endObject();
        if (gradientNorm != null) {
            out.name("gradient_norm").number(gradientNorm);
        }
        out.endObject();
    }
}
