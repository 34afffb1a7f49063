package dev.nabla.service.admission;

/**
 * The maximum size of a message, in protocols that receive one as a whole.
 *
 * @param bytes the size in bytes, of which at most {@link Integer#MAX_VALUE} count
 */
public record MessageLimit(long bytes) {

    /** The limit as an {@code int}. */
    public int size() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
