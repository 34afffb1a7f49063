package dev.nabla.web.v1;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.service.optimizer.OptimizerAnswer;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the answer of an optimizer as JSON, its tensors straight from their storage. */
@Component
class OptimizerAnswerWriter extends AnswerWriter<OptimizerAnswer> {

    OptimizerAnswerWriter() {
        super(OptimizerAnswer.class);
    }

    @Override
    void write(OptimizerAnswer answer, JsonWriter json) throws IOException {
        json.beginObject().name("parameters");
        writeByName(json, answer.parameters());
        json.name("state").beginObject();
        for (Map.Entry<String, Map<String, Tensor>> parameter : answer.state().entrySet()) {
            json.name(parameter.getKey());
            writeByName(json, parameter.getValue());
        }
        json.endObject();
        if (answer.gradientNorm() != null) {
            json.name("gradient_norm").number(answer.gradientNorm());
        }
        json.endObject();
    }

    private static void writeByName(JsonWriter json, Map<String, Tensor> tensors) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            json.name(tensor.getKey()).tensor(tensor.getValue());
        }
        json.endObject();
    }
}
