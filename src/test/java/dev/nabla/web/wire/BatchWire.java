package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request of a batch, which names its loss first, and again last. */
record BatchWire(ServiceClient service) implements Wire {

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        String name = "\"loss\":\"" + loss + "\"";
        String fields = request.toString();
        String first = "{" + name + "," + fields.substring(1);
        String last = fields.substring(0, fields.length() - 1) + "," + name + "}";
        Answer answer = service.post("/v1/batch?dtype=" + dtype, "{\"requests\":[" + first + "," + last + "]}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode results = answer.json().get("results");
        assertThat(results.get(1)).isEqualTo(results.get(0));
        return JsonWire.tensors(results.get(0), dtype);
    }
}
