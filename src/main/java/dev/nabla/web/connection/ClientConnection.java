package dev.nabla.web.connection;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** The connection from which a request came. */
public interface ClientConnection {

    /** The name of the request attribute that holds it. */
    String ATTRIBUTE = ClientConnection.class.getName();

    /** The connection of a request; empty if it cannot be observed, as that of a stream of HTTP/2. */
    static Optional<ClientConnection> of(ServletRequest request) {
        return Optional.ofNullable((ClientConnection) request.getAttribute(ATTRIBUTE));
    }

    /**
     * Whether the client has closed the connection, or its sending half. Costs a system call. Only for the thread that processes
     * the request, while it neither reads the body nor writes the answer.
     */
    boolean isGone();
}
