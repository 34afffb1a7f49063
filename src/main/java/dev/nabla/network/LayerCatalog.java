package dev.nabla.network;

import dev.nabla.catalog.Catalog;
import dev.nabla.catalog.RecordFactory;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import java.util.LinkedHashMap;
import java.util.Map;

/** All layers, sorted by id: every record below the package of {@link Layer} that implements it. */
public final class LayerCatalog extends Catalog<LayerEntry> implements FieldKinds {

    /** The field of a layer that holds its id. */
    public static final String TYPE = "type";

    private final Map<String, FieldKind> kinds = new LinkedHashMap<>();

    public LayerCatalog() {
        super(RecordFactory.all(Layer.class).stream().map(LayerEntry::new).toList());
        kinds.put(TYPE, FieldKind.Value.OPTION);
        for (LayerEntry entry : entries()) {
            entry.options().forEach(option -> declare(option.name(), FieldKind.Value.OPTION));
            entry.parameters().forEach(parameter -> declare(parameter.name(), parameter.kind()));
            if (entry.isComposite()) {
                declare(Network.LAYERS, layers());
            }
            if (entry.namesItsParameters()) {
                declare(Layer.PARAMETERS, new FieldKind.Members(_ -> FieldKind.Value.REAL));
            }
        }
    }

    /** A list of layers. */
    public FieldKind layers() {
        return new FieldKind.Items(new FieldKind.Members(this));
    }

    /** A field has the same kind in all layers, since the type of a layer may come after its other fields. */
    private void declare(String name, FieldKind kind) {
        FieldKind other = kinds.putIfAbsent(name, kind);
        if (other != null && !other.equals(kind)) {
            throw new IllegalStateException(name + " is " + kind + " in one layer and " + other + " in another");
        }
    }

    @Override
    public FieldKind of(String name) {
        return kinds.getOrDefault(name, FieldKind.Value.UNKNOWN);
    }
}
