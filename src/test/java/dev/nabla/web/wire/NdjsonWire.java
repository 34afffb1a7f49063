package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of a stream, among others. */
record NdjsonWire(ServiceClient service) implements Wire {

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        String line = request.toString();
        Answer answer = service.post("/v1/losses/" + loss + "?dtype=" + dtype, "application/x-ndjson",
                line + "\n{\n" + line + "\n");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> lines = answer.text().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getLast()).isEqualTo(lines.getFirst());
        return JsonWire.tensors(JsonMapper.shared().readTree(lines.getFirst()), dtype);
    }
}
