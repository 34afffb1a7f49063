package dev.nabla.network;

/**
 * A layer of a network with its parameters.
 *
 * @param entry what it is
 * @param layer the layer with its options
 * @param parameters what it has learnt
 */
public record BoundLayer(LayerEntry entry, Layer layer, Parameters parameters) {}
