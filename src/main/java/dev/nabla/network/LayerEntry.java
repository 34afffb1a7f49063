package dev.nabla.network;

import dev.nabla.catalog.RecordFactory;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A layer as the catalogue knows it. */
public final class LayerEntry {

    private final RecordFactory<Layer> blueprint;
    private final LayerDefinition definition;

    LayerEntry(RecordFactory<Layer> blueprint) {
        this.blueprint = blueprint;
        this.definition = blueprint.description(LayerDefinition.class);
    }

    /** Its name on the wire, for instance {@code leaky_relu}. */
    public String id() {
        return blueprint.id();
    }

    public LayerDefinition definition() {
        return definition;
    }

    public List<RecordOption> options() {
        return blueprint.options();
    }

    /** The tensors that it needs beside its input. */
    public List<Parameter> parameters() {
        return blueprint.defaults().parameters();
    }

    /** The names of all fields that it may have beside its type. */
    public List<String> names() {
        return Stream.concat(parameters().stream().map(Parameter::name), options().stream().map(RecordOption::name))
                .toList();
    }

    /** Builds the layer with some of its options set; {@code faults} takes what is wrong with them. */
    public Layer build(Map<String, Literal> given, List<Fault> faults) {
        return blueprint.build(given, faults);
    }
}
