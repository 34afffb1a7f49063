package dev.nabla.codec.inference;

import org.jspecify.annotations.Nullable;

/**
 * An output that a request names.
 *
 * @param isBinary whether it is to be sent as binary data; {@code null} if the request as a whole says so
 */
public record RequestedOutput(String name, @Nullable Boolean isBinary) {

    /** An output in the form of the whole response. */
    public RequestedOutput(String name) {
        this(name, null);
    }
}
