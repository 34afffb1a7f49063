package dev.nabla.service.admission;

/** The client that sends a document, and takes its answer. */
@FunctionalInterface
public interface Sender {

    /** Whether it has closed the connection, and waits for no answer. */
    boolean isGone();

    /** For how many nanoseconds the document has been under way, if the service waits for the client just now; otherwise 0. */
    default long slowFor() {
        return 0;
    }

    /** Ends the request of a client that is waited for. May be called by any thread. */
    default void giveUp() {
        throw new UnsupportedOperationException("is never slow");
    }
}
