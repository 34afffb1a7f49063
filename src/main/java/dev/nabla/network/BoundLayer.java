package dev.nabla.network;

/**
 * A layer of a network with its parameters.
 *
 * @param entry its catalog entry
 * @param layer the layer with its options
 * @param parameters its parameters
 */
public record BoundLayer(LayerEntry entry, Layer layer, Parameters parameters) {

    /** Whether a parameter has a gradient. */
    public boolean isLearnable(String parameter) {
        return layer.namesItsParameters()
                || layer.parameters().stream().anyMatch(each -> each.name().equals(parameter) && each.isLearnable());
    }
}
