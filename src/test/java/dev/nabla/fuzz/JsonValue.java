package dev.nabla.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON value that can be changed; what is not an array or object is its text, which need not be JSON. */
sealed interface JsonValue {

    record Text(String text) implements JsonValue {}

    record Array(List<JsonValue> elements) implements JsonValue {}

    record Members(Map<String, JsonValue> byName) implements JsonValue {}

    static JsonValue of(JsonNode node) {
        if (node.isArray()) {
            List<JsonValue> elements = new ArrayList<>();
            node.forEach(element -> elements.add(of(element)));
            return new Array(elements);
        }
        if (node.isObject()) {
            Members members = object();
            node.forEachEntry((name, value) -> members.byName.put(name, of(value)));
            return members;
        }
        return new Text(node.toString());
    }

    static Members object() {
        return new Members(new LinkedHashMap<>());
    }

    static JsonValue string(String value) {
        return new Text(JsonMapper.shared().writeValueAsString(value));
    }

    default JsonValue copy() {
        return switch (this) {
            case Text text -> text;
            case Array(var elements) -> new Array(
                    elements.stream().map(JsonValue::copy).collect(Collectors.toCollection(ArrayList::new)));
            case Members(var byName) -> {
                Members copy = object();
                byName.forEach((name, value) -> copy.byName.put(name, value.copy()));
                yield copy;
            }
        };
    }

    default String json() {
        return switch (this) {
            case Text(var text) -> text;
            case Array(var elements) ->
                elements.stream().map(JsonValue::json).collect(Collectors.joining(",", "[", "]"));
            case Members(var byName) -> byName.entrySet().stream()
                    .map(member -> string(member.getKey()).json() + ":" + member.getValue().json())
                    .collect(Collectors.joining(",", "{", "}"));
        };
    }
}
