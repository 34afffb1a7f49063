package dev.nabla.request;

import java.io.IOException;

/**
 * A request that has not been read yet: a body, or a line of a stream. It is read once the service knows the kinds of its
 * fields.
 */
@FunctionalInterface
public interface IncomingRequest {

    /**
     * Reads the request. May be called once.
     *
     * @param kinds the kind of each field
     * @throws InvalidRequestException if it is not an object
     * @throws IOException if the connection fails
     */
    Fields read(FieldKinds kinds) throws IOException;
}
