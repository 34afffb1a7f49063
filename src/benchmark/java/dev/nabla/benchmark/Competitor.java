package dev.nabla.benchmark;

import java.util.List;

/** A program that computes a loss and gradients, in float32 or stored as such. */
public interface Competitor extends AutoCloseable {

    String label();

    /** Computes loss and gradients, and answers the loss. This is timed. */
    double run(int threads);

    /** The gradients that the last run left. Not timed. */
    List<float[]> gradients();

    @Override
    default void close() {}
}
