package dev.nabla.fuzz;

import dev.nabla.client.ServiceClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a service says that it understands: the requests, examples and names in its OpenAPI document and its lists. So
 * whatever is added to the service is fuzzed too.
 *
 * @param bodies the example requests by path
 * @param templates the paths with parameters, and those without
 * @param names names of losses, optimizers and others that a path may have
 * @param layers the lists of layers and optimizers, with the names of their parameters and options
 * @param fields the names of all fields
 * @param words the strings that a field may have
 */
record Vocabulary(
    Map<String, List<JsonValue.Members>> bodies,
    List<String> templates,
    List<String> names,
    List<JsonNode> layers,
    List<JsonNode> optimizers,
    List<String> fields,
    List<String> words) {

    private static final String LOSSES = "/v1/losses/";

    static Vocabulary of(ServiceClient service) {
        JsonNode document = service.get("/v3/api-docs").json();
        Map<String, List<JsonValue.Members>> bodies = new LinkedHashMap<>();
        document.get("paths").forEachEntry((path, item) -> bodies.put(path, examples(item)));
        List<String> templates = List.copyOf(bodies.keySet());
        bodies.values().removeIf(List::isEmpty);
        Set<String> names = new LinkedHashSet<>();
        bodies.keySet().stream().filter(path -> path.startsWith(LOSSES) && !path.contains("{"))
                .forEach(path -> names.add(path.substring(LOSSES.length())));
        List<JsonNode> layers = elements(service.get("/v1/layers").json().get("layers"));
        List<JsonNode> optimizers = elements(service.get("/v1/optimizers").json().get("optimizers"));
        optimizers.forEach(optimizer -> names.add(optimizer.get("id").asString()));
        Set<String> fields = new LinkedHashSet<>();
        Set<String> words = new LinkedHashSet<>(names);
        JsonNode schemas = document.get("components").get("schemas");
        schemas.findValues("properties").forEach(properties -> fields.addAll(properties.propertyNames()));
        schemas.findValues("enum").forEach(choices -> choices.forEach(word -> words.add(word.asString())));
        return new Vocabulary(bodies, templates, List.copyOf(names), layers, optimizers, List.copyOf(fields),
                List.copyOf(words));
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<JsonValue.Members> examples(JsonNode item) {
        return item.findParents("examples").stream().filter(JsonNode::isObject)
                .map(media -> media.get("examples").findValues("value")).flatMap(Collection::stream)
                .map(JsonValue::of).filter(JsonValue.Members.class::isInstance).map(JsonValue.Members.class::cast)
                .filter(example -> !example.byName().containsKey("status")).toList();
    }
}
