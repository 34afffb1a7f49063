package dev.nabla.request;

import java.io.IOException;

/**
 * A request that has not been read: what its fields hold depends on what is asked for, which decides how they are read.
 * Whatever a request comes in, a body or a line of a stream, is one of these to a service.
 */
@FunctionalInterface
public interface IncomingRequest {

    /**
     * Reads the request. It can be read once.
     *
     * @param kinds what each field holds
     * @throws InvalidRequestException if it is not an object of fields
     * @throws IOException if the connection fails
     */
    Fields read(FieldKinds kinds) throws IOException;
}
