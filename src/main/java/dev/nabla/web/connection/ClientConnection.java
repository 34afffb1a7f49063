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

    /** Whether the client of a request is known to have closed the connection. */
    static boolean isGone(ServletRequest request) {
        return of(request).map(ClientConnection::isGone).orElse(false);
    }

    /**
     * Whether the client has closed the connection, or its sending half. Costs a system call. Only for the thread that processes
     * the request, while it neither reads the body nor writes the answer.
     */
    boolean isGone();

    /**
     * Whether something has arrived that was not read yet, or the client has closed the connection. Costs a system call. Only for
     * the thread that processes the request.
     */
    boolean hasInput();

    /** The body is a stream, whose client may now pause for {@code stream-timeout} before it sends more. */
    void awaitLine();

    /** Ends the body for a thread that waits for more of it. May be called by any thread. */
    void stopReceiving();

    /** The client sends a line that memory is reserved for, which must arrive as a body does. */
    void receiveLine();
}
