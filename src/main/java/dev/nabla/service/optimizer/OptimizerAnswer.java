package dev.nabla.service.optimizer;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of one step of an optimizer.
 *
 * @param parameters the parameters after the step, by name
 * @param state the state to pass to the next step, by parameter and slot
 * @param gradientNorm the Euclidean norm of all gradients before clipping; {@code null} if not clipped by norm
 */
public record OptimizerAnswer(
    Map<String, Tensor> parameters,
    Map<String, Map<String, Tensor>> state,
    @Nullable Double gradientNorm) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("parameters").tensors(parameters).name("state").tensorsByName(state);
        if (gradientNorm != null) {
            out.name("gradient_norm").number(gradientNorm);
        }
        out.endObject();
    }
}
