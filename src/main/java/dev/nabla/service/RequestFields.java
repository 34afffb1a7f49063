package dev.nabla.service;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Input.Content;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields that a request to a loss may have: its inputs, its options, and those that every loss shares. */
public final class RequestFields {

    private final Map<String, FieldKind> kinds;

    RequestFields(LossEntry loss) {
        Map<String, FieldKind> fields = new LinkedHashMap<>();
        loss.defaults().inputs().forEach(input -> fields.put(input.name(), kind(input)));
        loss.options().forEach(option -> fields.put(option.name(), FieldKind.OPTION));
        for (SharedField field : SharedField.values()) {
            if (field.appliesTo(loss)) {
                fields.put(field.label(), field.kind());
            }
        }
        this.kinds = Collections.unmodifiableMap(fields);
    }

    private static FieldKind kind(Input input) {
        return input.content() == Content.NUMBERS ? FieldKind.NUMBERS : FieldKind.EXACT_NUMBERS;
    }

    /** What a field holds; empty for a name that no field has. */
    public Optional<FieldKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /** The names of all fields. */
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }
}
