package dev.nabla.network;

import dev.nabla.catalog.RecordEntry;
import dev.nabla.catalog.RecordFactory;
import dev.nabla.option.BindableOption;
import java.util.List;
import java.util.stream.Stream;

/** The catalog entry of a layer. */
public final class LayerEntry extends RecordEntry<Layer, LayerDefinition> {

    LayerEntry(RecordFactory<Layer> factory) {
        super(factory, LayerDefinition.class);
    }

    public LayerDefinition definition() {
        return annotation();
    }

    /** The tensors that it needs in addition to its input. */
    public List<Parameter> parameters() {
        return defaults().parameters();
    }

    /** Whether requests name its parameters. */
    public boolean namesItsParameters() {
        return defaults().namesItsParameters();
    }

    /** Whether requests give it layers of its own. */
    public boolean isComposite() {
        return defaults() instanceof CompositeLayer;
    }

    /** The names of its fields, without its type. */
    public List<String> names() {
        Stream<String> ofLayers = isComposite() ? Stream.of(Network.LAYERS) : Stream.empty();
        Stream<String> ofParameters = namesItsParameters()
                ? Stream.of(Layer.PARAMETERS)
                : parameters().stream().map(Parameter::name);
        return Stream.of(ofLayers, ofParameters, options().stream().map(BindableOption::name)).flatMap(each -> each)
                .toList();
    }
}
