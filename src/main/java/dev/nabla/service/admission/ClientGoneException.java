package dev.nabla.service.admission;

/** Ends a computation whose client has closed the connection: nobody gets its answer. */
public final class ClientGoneException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClientGoneException() {
        super("client gone", null, false, false);
    }
}
