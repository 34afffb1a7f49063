package dev.nabla.network;

import dev.nabla.catalog.RecordFactory;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All layers there are: every record below the package of {@link Layer} that is one. */
public final class LayerCatalog implements FieldKinds {

    /** The field of a layer that says which it is. */
    public static final String TYPE = "type";

    private final Map<String, LayerEntry> byName = new LinkedHashMap<>();
    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    public LayerCatalog() {
        kinds.put(TYPE, FieldKind.Value.OPTION);
        for (RecordFactory<Layer> blueprint : RecordFactory.all(Layer.class)) {
            LayerEntry entry = new LayerEntry(blueprint);
            byName.put(entry.id(), entry);
            entry.options().forEach(option -> declare(option.name(), FieldKind.Value.OPTION));
            entry.parameters().forEach(parameter -> declare(parameter.name(), parameter.kind()));
        }
    }

    /** A name means the same kind of thing in every layer, since a layer's type may stand behind it. */
    private void declare(String name, FieldKind kind) {
        FieldKind other = kinds.putIfAbsent(name, kind);
        if (other != null && !other.equals(kind)) {
            throw new IllegalStateException(name + " is " + kind + " in one layer and " + other + " in another");
        }
    }

    /** Every layer, in the order of their ids. */
    public List<LayerEntry> entries() {
        return List.copyOf(byName.values());
    }

    public Optional<LayerEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }
}
