package dev.nabla.network;

import dev.nabla.catalog.RecordEntry;
import dev.nabla.catalog.RecordFactory;
import dev.nabla.option.BindableOption;
import java.util.List;
import java.util.stream.Stream;

/** A layer that requests can ask for. */
public final class LayerEntry extends RecordEntry<Layer, LayerDefinition> {

    LayerEntry(RecordFactory<Layer> factory) {
        super(factory, LayerDefinition.class);
    }

    public LayerDefinition definition() {
        return annotation();
    }

    /** The tensors that it needs besides its input. */
    public List<Parameter> parameters() {
        return defaults().parameters();
    }

    /** The names of all fields that it may have besides its type. */
    public List<String> names() {
        return Stream.concat(parameters().stream().map(Parameter::name), options().stream().map(BindableOption::name))
                .toList();
    }
}
