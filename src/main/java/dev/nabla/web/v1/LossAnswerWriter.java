package dev.nabla.web.v1;

import dev.nabla.codec.JsonWriter;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.service.LossAnswer;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Writes the answer of a loss as JSON, its tensors straight from their storage. */
@Component
class LossAnswerWriter extends AbstractHttpMessageConverter<LossAnswer> {

    LossAnswerWriter() {
        super(MediaType.APPLICATION_JSON);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == LossAnswer.class;
    }

    @Override
    protected LossAnswer readInternal(Class<? extends LossAnswer> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("answers are not read", message);
    }

    @Override
    protected void writeInternal(LossAnswer answer, HttpOutputMessage message) throws IOException {
        write(answer, message.getBody());
    }

    static void write(LossAnswer answer, OutputStream out) throws IOException {
        Evaluation evaluation = answer.evaluation();
        JsonWriter json = new JsonWriter(out);
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
        json.endObject().flush();
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
