package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.client.TensorFile;
import dev.nabla.web.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The committed requests to all resources, and gradient checks of them, get the same answers as safetensors as in JSON. */
@ServiceTest
class SafetensorsExamplesTests {

    private static final Path REQUESTS = Path.of("api", "examples", "requests");

    @Autowired
    ServiceClient service;

    static List<Path> requests() throws IOException {
        try (Stream<Path> files = Files.walk(REQUESTS)) {
            return files.filter(Files::isRegularFile).map(REQUESTS::relativize).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void answerShouldBeTheSameAsInJson(Path example) throws IOException {
        assertSame("/v1/" + example.getParent(), request(example));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void verdictOnItsOwnGradientShouldBeTheSameAsInJson(Path example) throws IOException {
        if (example.startsWith("networks") || example.startsWith("optimizers")) {
            return;
        }
        ObjectNode request = request(example);
        JsonNode answer = service.post("/v1/" + example.getParent(), request.toString()).json();
        request.remove("per_term");
        boolean isFormula = request.has("formula") && request.has("gradients");
        for (String name : List.of("loss", "gradient", "gradients")) {
            if (answer.has(name) && !isFormula) {
                request.set(name, answer.get(name));
            }
        }
        if (!isFormula) {
            assertSame("/v1/" + example.getParent() + "/gradcheck", request);
        }
    }

    private static ObjectNode request(Path example) throws IOException {
        return (ObjectNode) JsonMapper.shared().readTree(Files.readString(REQUESTS.resolve(example)));
    }

    private void assertSame(String path, ObjectNode request) {
        Answer inJson = service.post(path, request.toString());
        assertThat(inJson.status()).as(inJson.text()).isEqualTo(200);
        Answer answer = SafetensorsWire.post(service, path, SafetensorsWire.file(request));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        TensorFile file = TensorFile.parse(answer.body());
        assertThat(json(file, inJson.json())).isEqualTo(inJson.json());
    }

    /** The answer as it is in JSON: the metadata, with the tensors put where their names say. */
    private static JsonNode json(TensorFile file, JsonNode expected) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        file.metadata().forEach((name, text) -> json.set(name, expected.path(name).isString()
                ? JsonMapper.shared().getNodeFactory().stringNode(text)
                : JsonMapper.shared().readTree(text)));
        ObjectNode tensors = JsonMapper.shared().createObjectNode();
        file.tensors().forEach((name, tensor) -> tensors.set(name, nested(tensor)));
        fill("", expected, json, tensors);
        assertThat(tensors).as("tensors that JSON has not").isEmpty();
        return json;
    }

    /** Walks through the answer in JSON, and copies tensors from those by name, where there are such. */
    private static void fill(String path, JsonNode expected, JsonNode into, ObjectNode tensors) {
        if (expected.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                String name = path.isEmpty() && member.getKey().equals("gradients") ? "gradient" : member.getKey();
                JsonNode value = value(path + name, member.getValue(), into.path(member.getKey()), tensors);
                ((ObjectNode) into).set(member.getKey(), value);
            }
        } else if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                JsonNode value = value(path + i, expected.get(i), into.path(i), tensors);
                if (i < into.size()) {
                    ((ArrayNode) into).set(i, value);
                } else {
                    ((ArrayNode) into).add(value);
                }
            }
        }
    }

    private static JsonNode value(String path, JsonNode expected, JsonNode there, ObjectNode tensors) {
        if (tensors.has(path)) {
            return tensors.remove(path);
        }
        JsonNode value = !there.isMissingNode()
                ? there
                : expected.isObject()
                        ? JsonMapper.shared().createObjectNode()
                        : JsonMapper.shared().createArrayNode();
        fill(path + ".", expected, value, tensors);
        return value;
    }

    private static JsonNode nested(TensorFile.Entry tensor) {
        StringBuilder text = new StringBuilder();
        Iterator<Object> numbers = tensor.dtype().equals("F32")
                ? Arrays.stream(tensor.numbers()).<Object>mapToObj(number -> (float) number).iterator()
                : Arrays.stream(tensor.numbers()).<Object>mapToObj(Double::valueOf).iterator();
        append(text, tensor.shape(), numbers);
        return JsonMapper.shared().readTree(text.toString());
    }

    private static void append(StringBuilder text, List<Integer> shape, Iterator<Object> numbers) {
        if (shape.isEmpty()) {
            Object number = numbers.next();
            text.append(Double.isFinite(Double.parseDouble(number.toString())) ? number : "\"" + number + "\"");
            return;
        }
        text.append('[');
        for (int i = 0; i < shape.getFirst(); i++) {
            text.append(i == 0 ? "" : ",");
            append(text, shape.subList(1, shape.size()), numbers);
        }
        text.append(']');
    }
}
