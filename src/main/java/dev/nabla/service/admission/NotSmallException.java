package dev.nabla.service.admission;

/** Thrown before a computation that is too large for its thread: it needs an admission of its own. */
public final class NotSmallException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotSmallException() {
        super("not small", null, false, false);
    }
}
