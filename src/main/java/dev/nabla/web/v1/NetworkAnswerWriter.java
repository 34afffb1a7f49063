package dev.nabla.web.v1;

import dev.nabla.codec.json.JsonWriter;
import dev.nabla.service.network.NetworkAnswer;
import dev.nabla.service.network.NetworkAnswer.TraceStep;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes the answer of a network as JSON, its tensors straight from their storage. */
@Component
class NetworkAnswerWriter extends AnswerWriter<NetworkAnswer> {

    NetworkAnswerWriter() {
        super(NetworkAnswer.class);
    }

    @Override
    void write(NetworkAnswer answer, JsonWriter json) throws IOException {
        json.beginObject().name("loss").tensor(answer.loss()).name("output").tensor(answer.output());
        json.name("gradients").beginArray();
        for (Map<String, Tensor> layer : answer.gradients()) {
            writeGradients(json, layer);
        }
        json.endArray().name("input_gradient").tensor(answer.inputGradient());
        List<TraceStep> trace = answer.trace();
        if (trace != null) {
            json.name("trace").beginArray();
            for (TraceStep step : trace) {
                writeStep(json, step);
            }
            json.endArray();
        }
        json.endObject();
    }

    private static void writeGradients(JsonWriter json, Map<String, Tensor> layer) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Tensor> gradient : layer.entrySet()) {
            json.name(gradient.getKey()).tensor(gradient.getValue());
        }
        json.endObject();
    }

    private static void writeStep(JsonWriter json, TraceStep step) throws IOException {
        json.beginObject().name("step").string(step.name()).name("summary").string(step.summary());
        json.name("formula").string(step.formula());
        json.name("output").tensor(step.output()).name("upstream").tensor(step.upstream());
        json.name("rules").beginArray();
        for (String rule : step.rules()) {
            json.string(rule);
        }
        json.endArray().endObject();
    }
}
