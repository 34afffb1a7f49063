package dev.nabla.tensor;

/** Receives the elements of a tensor block by block; several threads may deliver different blocks at the same time. */
@FunctionalInterface
public interface TensorSink {

    /** Elements per block; only the last may be shorter. A few such arrays fit a core's cache. */
    int BLOCK = 2048;

    /**
     * Takes the elements {@code start} to {@code start + count - 1}.
     *
     * @param start a multiple of {@link #BLOCK}
     * @param elements the elements, at the start of an array that may be changed and is used again afterwards
     */
    void accept(int start, double[] elements, int count);
}
