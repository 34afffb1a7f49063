package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out. */
record JsonWire(ServiceClient service) implements Wire {

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        Answer answer = service.evaluate(loss + "?dtype=" + dtype, request.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return tensors(answer.json(), dtype);
    }

    /** The tensors of an answer in JSON. */
    static SortedMap<String, TensorValue> tensors(JsonNode answer, String dtype) {
        SortedMap<String, TensorValue> tensors = new TreeMap<>();
        answer.properties().forEach(member -> {
            String name = member.getKey().equals("gradients") ? "gradient" : member.getKey();
            if (member.getValue().isObject()) {
                member.getValue().properties().forEach(tensor -> tensors.put(name + "." + tensor.getKey(),
                        TensorValue.of(tensor.getValue(), dtype)));
            } else {
                tensors.put(name, TensorValue.of(member.getValue(), dtype));
            }
        });
        return tensors;
    }
}
