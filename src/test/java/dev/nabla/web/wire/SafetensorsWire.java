package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.client.TensorFile;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Safetensors in and out. */
record SafetensorsWire(ServiceClient service) implements Wire {

    static final String MEDIA_TYPE = "application/vnd.safetensors";

    /** Integers below this are sent as such. */
    private static final double EXACT = Math.scalb(1.0, 53);

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        TensorFile file = file(request).metadata("dtype", dtype);
        Answer answer = post(service, "/v1/losses/" + loss, file);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(MEDIA_TYPE);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(answer.body().length));
        return tensors(TensorFile.parse(answer.body()), dtype.equals("float32") ? "F32" : "F64");
    }

    static Answer post(ServiceClient service, String path, TensorFile file) {
        return service.send(service.request(path).header("Content-Type", MEDIA_TYPE).header("Accept", MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(file.bytes())));
    }

    private static SortedMap<String, TensorValue> tensors(TensorFile file, String dtype) {
        SortedMap<String, TensorValue> tensors = new TreeMap<>();
        file.tensors().forEach((name, tensor) -> {
            assertThat(tensor.dtype()).as(name).isEqualTo(dtype);
            tensors.put(name, TensorValue.of(tensor.shape(), tensor.numbers()));
        });
        return tensors;
    }

    /** A request in JSON as a file: arrays are tensors, also in objects and lists, and the rest is text in the metadata. */
    static TensorFile file(ObjectNode request) {
        TensorFile file = new TensorFile();
        request.properties().forEach(member -> add(file, member.getKey(), member.getValue()));
        return file;
    }

    private static void add(TensorFile file, String name, JsonNode value) {
        List<JsonNode> leaves = TensorValue.leaves(value);
        if (name.equals("wrt")) {
            file.metadata(name, leaves.stream().map(JsonNode::asString).collect(Collectors.joining(",")));
        } else if (value.isObject() || leaves.stream().anyMatch(JsonNode::isObject)) {
            JsonNode structure = value.deepCopy();
            extract(file, name, structure);
            file.metadata(name, structure.toString());
        } else if (isTensor(value, leaves)) {
            tensor(file, name, value, leaves);
        } else {
            file.metadata(name, value.isString() ? value.asString() : value.toString());
        }
    }

    private static boolean isTensor(JsonNode value, List<JsonNode> leaves) {
        return value.isNumber() || (value.isArray() && (leaves.isEmpty()
                || leaves.stream().allMatch(leaf -> leaf.isNumber() || isNotFinite(leaf))
                || leaves.stream().allMatch(JsonNode::isBoolean)));
    }

    private static boolean isNotFinite(JsonNode leaf) {
        return leaf.isString() && leaf.asString().matches("NaN|-?Infinity");
    }

    /** Moves tensors with axes from a structure to the file. */
    private static void extract(TensorFile file, String path, JsonNode structure) {
        if (structure instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                JsonNode value = member.getValue();
                if (value.isArray() && isTensor(value, TensorValue.leaves(value))) {
                    tensor(file, path + "." + member.getKey(), value, TensorValue.leaves(value));
                    object.remove(member.getKey());
                } else {
                    extract(file, path + "." + member.getKey(), value);
                }
            }
        } else {
            for (int i = 0; i < structure.size(); i++) {
                extract(file, path + "." + i, structure.get(i));
            }
        }
    }

    private static void tensor(TensorFile file, String name, JsonNode value, List<JsonNode> leaves) {
        List<Integer> shape = TensorValue.shape(value);
        if (TensorValue.isBoolean(value)) {
            file.with(name, "BOOL", shape, TensorValue.flags(value));
        } else if (leaves.stream().allMatch(leaf -> leaf.isIntegralNumber() && Math.abs(leaf.asDouble()) < EXACT)) {
            file.longs(name, shape, leaves.stream().mapToLong(JsonNode::asLong).toArray());
        } else {
            file.doubles(name, shape, TensorValue.numbers(value));
        }
    }
}
