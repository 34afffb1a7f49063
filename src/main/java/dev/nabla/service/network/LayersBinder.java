package dev.nabla.service.network;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.Network;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.RequestBinder;
import dev.nabla.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds an object that has layers. */
abstract class LayersBinder extends RequestBinder {

    static final String LAYERS = Network.LAYERS;

    /** How deep layers may be nested in layers. */
    static final int MAX_DEPTH = 8;

    final LayerCatalog catalog;

    /** How many layers the layers are nested in. */
    private final int depth;

    LayersBinder(LayerCatalog catalog, Fields fields) {
        super(fields);
        this.catalog = catalog;
        this.depth = 0;
    }

    LayersBinder(LayerCatalog catalog, Fields fields, DType dtype, Faults faults, int depth) {
        super(fields, dtype, faults);
        this.catalog = catalog;
        this.depth = depth;
    }

    /** The layers; {@code null} if they are not valid, which is reported. */
    final @Nullable List<BoundLayer> layers() {
        return switch (fields.get(LAYERS)) {
            case Field.Items(List<Field> _) when depth > MAX_DEPTH -> {
                report(LAYERS, "layers must be nested at most " + MAX_DEPTH + " deep");
                yield null;
            }
            case Field.Items(List<Field> each) -> layers(each);
            case Field.Faulty _ -> null;
            case null, default -> {
                reportMissing(LAYERS, "an array of objects, each with the type of a layer");
                yield null;
            }
        };
    }

    private @Nullable List<BoundLayer> layers(List<Field> sent) {
        List<BoundLayer> bound = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String index = Integer.toString(i);
            switch (sent.get(i)) {
                case Field.Members(Fields members) -> {
                    try {
                        bound.add(new LayerBinder(catalog, members, dtype, faultsOf(members, LAYERS), depth).bind());
                    } catch (InvalidRequestException e) {
                        reportAll(e, fault -> fault.within(LAYERS, index));
                    }
                }
                case Field.Faulty faulty -> report(faulty.in(dtype).within(LAYERS));
                default -> report(Fault.of(index, "a layer must be an object with a type").within(LAYERS));
            }
        }
        return bound.size() == sent.size() ? bound : null;
    }
}
