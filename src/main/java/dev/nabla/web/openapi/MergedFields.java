package dev.nabla.web.openapi;

import dev.nabla.network.Parameter;
import dev.nabla.option.BindableOption;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields of several layers or optimizers as properties of one schema, since client generators cannot discriminate by a
 * field. They have no defaults, which clients would send to those that do not have the field.
 */
final class MergedFields {

    private final Map<String, List<Use>> uses = new TreeMap<>();

    /** What a field is in one layer or optimizer. */
    private record Use(String owner, String meaning, Schema<Object> type) {}

    void add(String owner, Parameter parameter) {
        add(parameter.name(), new Use(owner, parameter.meaning() + ", " + parameter.shape(), FieldSchemas.tensor()));
    }

    void add(String owner, BindableOption option) {
        String initially = option.defaultValue() == null ? "" : ", by default " + option.defaultValue();
        add(option.name(), new Use(owner, option.meaning() + initially, FieldSchemas.typeOf(option)));
    }

    private void add(String name, Use use) {
        uses.computeIfAbsent(name, _ -> new ArrayList<>()).add(use);
    }

    void addTo(Schema<Object> object) {
        uses.forEach((name, several) -> {
            Schema<Object> field = type(several);
            field.setDescription(description(several));
            object.addProperty(name, field);
        });
    }

    /** The type that all agree on; none if they do not. */
    private static Schema<Object> type(List<Use> several) {
        Schema<Object> first = several.getFirst().type();
        return several.stream().allMatch(use -> use.type().equals(first)) ? first : new JsonSchema();
    }

    private static String description(List<Use> several) {
        Map<String, List<String>> ownersByMeaning = several.stream().collect(Collectors.groupingBy(Use::meaning,
                LinkedHashMap::new, Collectors.mapping(Use::owner, Collectors.toList())));
        return ownersByMeaning.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
