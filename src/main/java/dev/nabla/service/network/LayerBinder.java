package dev.nabla.service.network;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Parameter;
import dev.nabla.network.Parameters;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.request.RequestField;
import dev.nabla.service.RequestTensors;
import dev.nabla.service.Suggestions;
import dev.nabla.service.loss.EvaluationBinder;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Makes one layer of what a request says of it; faults are relative to it. */
final class LayerBinder {

    private final LayerCatalog catalog;
    private final SequencedMap<String, RequestField> fields;
    private final DType dtype;
    private final List<Fault> faults = new ArrayList<>();

    LayerBinder(LayerCatalog catalog, SequencedMap<String, RequestField> fields, DType dtype) {
        this.catalog = catalog;
        this.fields = fields;
        this.dtype = dtype;
    }

    /**
     * The layer.
     *
     * @throws InvalidRequestException if there is none
     */
    BoundLayer bind() {
        LayerEntry entry = entry();
        fields.forEach((name, field) -> reject(entry, name, field));
        Layer layer = entry.build(EvaluationBinder.options(entry.options(), fields), faults);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : entry.parameters()) {
            Tensor tensor = tensor(entry, parameter);
            if (tensor != null) {
                tensors.put(parameter.name(), tensor);
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidRequestException(faults);
        }
        return new BoundLayer(entry, layer, new Parameters(tensors));
    }

    private LayerEntry entry() {
        RequestField type = fields.get(LayerCatalog.TYPE);
        if (type == null) {
            throw new InvalidRequestException(Fault.whole(LayerCatalog.TYPE + " is missing: one of "
                    + String.join(", ", catalog.names())));
        }
        String name = type instanceof RequestField.Option(Literal.Text(String text)) ? text : "";
        return catalog.find(name).orElseThrow(() -> new InvalidRequestException(Fault.of(LayerCatalog.TYPE,
                "there is no layer of this type; " + Suggestions.nearest(name, catalog.names())
                        .map(near -> "did you mean " + near + "?")
                        .orElseGet(() -> "there are " + String.join(", ", catalog.names())))));
    }

    private void reject(LayerEntry entry, String name, RequestField field) {
        if (field instanceof RequestField.Faulty faulty) {
            faults.add(faulty.in().apply(dtype));
        } else if (!name.equals(LayerCatalog.TYPE) && !entry.names().contains(name)) {
            faults.add(Fault.of(name, entry.id() + " has no such field; its fields are type"
                    + entry.names().stream().map(known -> ", " + known).reduce("", String::concat)));
        }
    }

    private @Nullable Tensor tensor(LayerEntry entry, Parameter parameter) {
        RequestField field = fields.get(parameter.name());
        boolean isMissing = field == null || field instanceof RequestField.Option(Literal.Nothing _);
        if (isMissing && parameter.isRequired()) {
            faults.add(Fault.whole(entry.id() + " needs " + parameter.name() + ", whose shape is " + parameter.shape()
                    + ": " + parameter.meaning()));
        }
        return switch (field) {
            case RequestField.Numbers numbers -> RequestTensors.finite(parameter.name(), numbers,
                    parameter.isLearnable() ? dtype : DType.FLOAT64, faults);
            case RequestField.Booleans(BooleanTensor mask) -> ones(mask);
            case null, default -> null;
        };
    }

    private static Float64Tensor ones(BooleanTensor mask) {
        double[] ones = new double[mask.values().length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = mask.values()[i] ? 1 : 0;
        }
        return new Float64Tensor(mask.shape(), ones);
    }
}
