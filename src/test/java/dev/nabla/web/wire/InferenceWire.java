package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Open Inference Protocol over HTTP.
 *
 * @param isBinary whether all tensors are binary, rather than JSON
 */
record InferenceWire(ServiceClient service, boolean isBinary) implements Wire {

    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        InferenceRequest inference = InferenceRequest.of(request, dtype);
        byte[] header = header(inference).toString().getBytes(StandardCharsets.UTF_8);
        ByteString body = ByteString.copyFrom(header);
        if (isBinary) {
            for (JsonNode tensor : inference.tensors().values()) {
                body = body.concat(InferenceRequest.bytes(tensor));
            }
        }
        HttpRequest.Builder post = service.request("/v2/models/" + loss + "/infer")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        Answer answer = service.send(isBinary ? post.header(HEADER_LENGTH, Integer.toString(header.length)) : post);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return outputs(answer, dtype);
    }

    private JsonNode header(InferenceRequest inference) {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        header.putArray("inputs").addAll(inference.tensors().entrySet().stream()
                .map(tensor -> input(tensor.getKey(), tensor.getValue())).toList());
        header.putObject("parameters").setAll(inference.parameters()).put("binary_data_output", isBinary);
        return header;
    }

    private JsonNode input(String name, JsonNode tensor) {
        ObjectNode input = JsonMapper.shared().createObjectNode().put("name", name)
                .put("datatype", InferenceRequest.datatype(tensor)).putPOJO("shape", TensorValue.shape(tensor));
        if (isBinary) {
            input.putObject("parameters").put("binary_data_size", InferenceRequest.bytes(tensor).size());
        } else {
            input.set("data", tensor);
        }
        return input;
    }

    private SortedMap<String, TensorValue> outputs(Answer answer, String dtype) {
        ByteBuffer body = ByteBuffer.wrap(answer.body());
        byte[] header = new byte[isBinary ? Integer.parseInt(answer.header(HEADER_LENGTH)) : body.capacity()];
        body.get(header);
        SortedMap<String, TensorValue> outputs = new TreeMap<>();
        for (JsonNode output : JsonMapper.shared().readTree(header).get("outputs")) {
            assertThat(output.get("datatype").asString()).isEqualTo(InferenceRequest.datatype(dtype));
            int size = output.at("/parameters/binary_data_size").asInt(0);
            int start = body.position();
            List<Integer> shape = output.get("shape").valueStream().map(JsonNode::asInt).toList();
            outputs.put(output.get("name").asString(), isBinary
                    ? TensorValue.of(shape, body, dtype)
                    : TensorValue.of(shape, TensorValue.numbers(output.get("data"), dtype)));
            assertThat(body.position() - start).isEqualTo(size);
        }
        assertThat(body.hasRemaining()).isFalse();
        return outputs;
    }
}
