package dev.nabla.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.request.Answer;
import dev.nabla.request.Fault;
import dev.nabla.request.IncomingRequest;
import dev.nabla.request.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Replaces members of a valid request by JSON of every other kind. */
public final class WrongKinds {

    /** Every JSON type, numbers beyond float64, and nestings that no tensor of the requests has. */
    private static final List<String> VALUES = List.of("true", "\"text\"", "\"\"", "{}", "{\"a\": 1}", "[]", "[true]",
            "[{}]", "[null]", "[\"text\"]", "1e400", "[1e400]", "[[[[[[1]]]]]]", "[1, [2]]");

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String PLACEHOLDER = "@value";

    private final Service service;

    public WrongKinds(Service service) {
        this.service = service;
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Service {

        Answer answer(IncomingRequest request) throws IOException;
    }

    /** What is reported for a request; nothing if it is answered. */
    public List<Fault> faults(String body) {
        byte[] json = body.getBytes(StandardCharsets.UTF_8);
        try {
            service.answer(kinds -> new JsonRequestReader(kinds, JsonLimits.DEFAULT, null)
                    .read(new ByteArrayInputStream(json)));
            return List.of();
        } catch (InvalidRequestException e) {
            return e.faults();
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("not answered: " + body, e);
        }
    }

    /**
     * Every value must be reported at the member or in it, and nothing elsewhere. Null must be reported somewhere, or count as
     * no member.
     *
     * @param body a valid request
     * @param path the path of the member in the body
     * @param isValid whether a value is valid for the member
     */
    public void assertReported(String body, List<String> path, Predicate<String> isValid) {
        for (String value : VALUES) {
            if (!isValid.test(value)) {
                List<Fault> found = faults(with(body, path, value));
                assertThat(found).as("%s as %s in %s", value, path, body).isNotEmpty()
                        .allMatch(fault -> isIn(path, fault), "a fault of the member");
            }
        }
        if (faults(with(body, path, "null")).isEmpty()) {
            assertThat(faults(without(body, path))).as("no %s in %s", path, body).isEmpty();
        }
    }

    private static boolean isIn(List<String> path, Fault fault) {
        List<String> whole = new ArrayList<>(fault.path());
        for (int index : fault.index()) {
            whole.add(Integer.toString(index));
        }
        return whole.size() >= path.size() && whole.subList(0, path.size()).equals(path);
    }

    /** A request with a member of some JSON. */
    public static String with(String body, List<String> path, String json) {
        JsonNode copy = MAPPER.readTree(body);
        parent(copy, path).put(path.getLast(), PLACEHOLDER);
        return copy.toString().replace('"' + PLACEHOLDER + '"', json);
    }

    private static String without(String body, List<String> path) {
        JsonNode copy = MAPPER.readTree(body);
        parent(copy, path).remove(path.getLast());
        return copy.toString();
    }

    private static ObjectNode parent(JsonNode body, List<String> path) {
        JsonNode object = body;
        for (String name : path.subList(0, path.size() - 1)) {
            object = object.isArray() ? object.get(Integer.parseInt(name)) : object.get(name);
        }
        return (ObjectNode) object;
    }
}
