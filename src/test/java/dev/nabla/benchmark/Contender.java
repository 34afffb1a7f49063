package dev.nabla.benchmark;

/** A program that computes cross entropy and its gradient, mean over rows of float32 logits. */
public interface Contender extends AutoCloseable {

    String label();

    /** Takes the logits, rows of so many classes, and the class of each row. Not timed. */
    void prepare(float[] logits, int[] targets, int classes);

    /** Computes loss and gradient, and answers the loss. This is timed. */
    double run(int threads);

    /** The gradient that the last run left. Not timed. */
    float[] gradient();

    @Override
    default void close() {}
}
