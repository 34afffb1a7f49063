package dev.nabla.network;

import java.util.List;

/**
 * A layer around others, which requests give in {@link Network#LAYERS}. Their parameters are among its own, by the names that
 * they have in a network: {@code layers.0.weight}.
 */
public interface CompositeLayer extends Layer {

    /** This layer around others. */
    Layer around(List<BoundLayer> layers);
}
