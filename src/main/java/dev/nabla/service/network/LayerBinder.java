package dev.nabla.service.network;

import dev.nabla.catalog.NameResolver;
import dev.nabla.network.BoundLayer;
import dev.nabla.network.CompositeLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Network;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Binds the fields of an object to a layer. The paths of faults are relative to that object. */
final class LayerBinder extends LayersBinder {

    /** Names of other libraries. */
    private static final Map<String, List<String>> EQUIVALENTS = Map.ofEntries(Map.entry("Dense", List.of("linear")),
            Map.entry("Swish", List.of("silu")), Map.entry("MaxPooling2D", List.of("max_pool2d")),
            Map.entry("AveragePooling2D", List.of("avg_pool2d")),
            Map.entry("LayerNormalization", List.of("layer_norm")),
            Map.entry("BatchNormalization", List.of("batch_norm")),
            Map.entry("BatchNorm1d", List.of("batch_norm")), Map.entry("BatchNorm2d", List.of("batch_norm")),
            Map.entry("RMSNormalization", List.of("rms_norm")),
            Map.entry("GroupNormalization", List.of("group_norm")),
            Map.entry("MultiHeadAttention", List.of("multihead_attention")));

    /**
     * Creates a binder.
     *
     * @param depth how many layers the layer is nested in
     */
    LayerBinder(LayerCatalog catalog, Fields fields, DType dtype, Faults faults, int depth) {
        super(catalog, fields, dtype, faults, depth + 1);
    }

    /**
     * Binds the layer.
     *
     * @throws InvalidRequestException if the fields are not valid
     */
    BoundLayer bind() {
        LayerEntry entry = entry();
        fields.forEach((name, field) -> reject(entry, name, field));
        Layer layer = build(entry.options(), entry::build);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (layer instanceof CompositeLayer composite) {
            List<BoundLayer> nested = Objects.requireNonNullElse(layers(), List.of());
            layer = composite.around(nested);
            tensors.putAll(new Network(nested).parameters());
        }
        if (entry.namesItsParameters()) {
            named(tensors);
        }
        for (Parameter parameter : entry.parameters()) {
            Tensor tensor = tensor(entry, parameter);
            if (tensor != null) {
                tensors.put(parameter.name(), tensor);
            }
        }
        throwIfFaulty();
        return new BoundLayer(entry, layer, new Parameters(tensors));
    }

    private LayerEntry entry() {
        Field type = fields.get(LayerCatalog.TYPE);
        if (type == null) {
            throw failure(LayerCatalog.TYPE, () -> Fault.whole(LayerCatalog.TYPE + " is missing: one of "
                    + String.join(", ", catalog.names())));
        }
        String name = type instanceof Field.Option(Literal.Text(String text)) ? text : "";
        return catalog.find(name).orElseThrow(() -> failure(LayerCatalog.TYPE, () -> Fault.of(LayerCatalog.TYPE,
                "unknown type of layer; " + new NameResolver(catalog.names(), EQUIVALENTS, List.of()).question(name)
                        .orElseGet(() -> "the types are " + String.join(", ", catalog.names())))));
    }

    private void reject(LayerEntry entry, String name, Field field) {
        List<String> known = new ArrayList<>(entry.names());
        known.addFirst(LayerCatalog.TYPE);
        if (!known.contains(name)) {
            report(name, () -> Fault.of(name, Suggestions.noSuchField(entry.id(), name, known)));
        } else if (field instanceof Field.Faulty faulty) {
            report(faulty.in(dtype));
        }
    }

    /** Reads parameters that the request names. */
    private void named(Map<String, Tensor> tensors) {
        switch (fields.get(Layer.PARAMETERS)) {
            case null -> {
                // none
            }
            case Field.Members(Fields members) -> members.forEach((name, field) -> {
                switch (field) {
                    case Field.Numbers numbers -> {
                        Tensor tensor = finite(name, numbers, dtype, fault -> report(fault.within(Layer.PARAMETERS)));
                        if (tensor != null) {
                            tensors.put(name, tensor);
                        }
                    }
                    case Field.Faulty faulty -> report(faulty.in(dtype).within(Layer.PARAMETERS));
                    default -> report(Layer.PARAMETERS,
                            () -> Fault.of(name, Excerpt.of(name) + " must be a tensor").within(Layer.PARAMETERS));
                }
            });
            case Field.Faulty _ -> {
                // reported
            }
            default -> report(Layer.PARAMETERS, "parameters must be an object of tensors by name");
        }
    }

    private @Nullable Tensor tensor(LayerEntry entry, Parameter parameter) {
        if (!fields.hasValue(parameter.name()) && parameter.isRequired()) {
            report(Fault.whole(entry.id() + " needs " + parameter.name() + ", whose shape is " + parameter.shape()
                    + ": " + parameter.meaning()));
        }
        if (fields.get(parameter.name()) instanceof Field.Booleans(BooleanTensor mask)) {
            return ones(mask);
        }
        return finiteTensor(parameter.name(), parameter.isMask() ? DType.FLOAT64 : dtype);
    }

    private static Float64Tensor ones(BooleanTensor mask) {
        double[] ones = new double[mask.values().length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = mask.values()[i] ? 1 : 0;
        }
        return new Float64Tensor(mask.shape(), ones);
    }
}
