package dev.nabla.web.v1;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the answer of a loss as JSON, its tensors straight from their storage. */
@Component
class LossAnswerWriter extends AnswerWriter<LossAnswer> {

    LossAnswerWriter() {
        super(LossAnswer.class);
    }

    @Override
    void write(LossAnswer answer, JsonWriter json) throws IOException {
        Evaluation evaluation = answer.evaluation();
        json.beginObject().name("loss").tensor(evaluation.loss());
        if (answer.isSingle()) {
            writeOnly(json, "gradient", evaluation.gradients());
            writeOnly(json, "hessian_diagonal", evaluation.hessianDiagonals());
        } else {
            json.name("gradients");
            write(json, evaluation.gradients());
            if (answer.hasHessians()) {
                json.name("hessian_diagonal");
                write(json, evaluation.hessianDiagonals());
            }
        }
        json.endObject();
    }

    private static void writeOnly(JsonWriter json, String name, Map<String, Tensor> tensors) throws IOException {
        for (Tensor tensor : tensors.values()) {
            json.name(name).tensor(tensor);
        }
    }

    private static void write(JsonWriter json, Map<String, Tensor> tensors) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            json.name(tensor.getKey()).tensor(tensor.getValue());
        }
        json.endObject();
    }
}
