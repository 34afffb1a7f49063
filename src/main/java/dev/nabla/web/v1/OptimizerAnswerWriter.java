package dev.nabla.web.v1;

import dev.nabla.codec.JsonWriter;
import dev.nabla.service.OptimizerAnswer;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Writes the answer of an optimizer as JSON, its tensors straight from their storage. */
@Component
class OptimizerAnswerWriter extends AbstractHttpMessageConverter<OptimizerAnswer> {

    OptimizerAnswerWriter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == OptimizerAnswer.class;
    }

    @Override
    protected OptimizerAnswer readInternal(Class<? extends OptimizerAnswer> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("answers are not read", message);
    }

    @Override
    protected void writeInternal(OptimizerAnswer answer, HttpOutputMessage message) throws IOException {
        JsonWriter json = new JsonWriter(message.getBody());
        json.beginObject().name("parameters");
        write(json, answer.parameters());
        json.name("state").beginObject();
        for (Map.Entry<String, Map<String, Tensor>> parameter : answer.state().entrySet()) {
            json.name(parameter.getKey());
            write(json, parameter.getValue());
        }
        json.endObject();
        if (answer.gradientNorm() != null) {
            json.name("gradient_norm").number(answer.gradientNorm());
        }
        json.endObject().flush();
    }

    private static void write(JsonWriter json, Map<String, Tensor> tensors) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            json.name(tensor.getKey()).tensor(tensor.getValue());
        }
        json.endObject();
    }
}
