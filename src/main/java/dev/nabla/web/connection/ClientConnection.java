package dev.nabla.web.connection;

import dev.nabla.service.admission.Sender;
import jakarta.servlet.ServletRequest;
import java.util.Optional;

/** The connection from which a request came. */
public interface ClientConnection extends Sender {

    /** The name of the request attribute that holds it. */
    String ATTRIBUTE = ClientConnection.class.getName();

    /** The connection of a request; empty if it cannot be observed, as that of a stream of HTTP/2. */
    static Optional<ClientConnection> of(ServletRequest request) {
        return Optional.ofNullable((ClientConnection) request.getAttribute(ATTRIBUTE));
    }

    /** The client of a request, which is never gone nor slow if its connection cannot be observed. */
    static Sender sender(ServletRequest request) {
        return of(request).<Sender>map(connection -> connection).orElse(() -> false);
    }

    /**
     * Whether the client has closed the connection, or its sending half. Costs a system call. Only for the thread that processes
     * the request, while it neither reads the body nor writes the answer.
     */
    @Override
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
