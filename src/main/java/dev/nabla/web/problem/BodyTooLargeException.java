package dev.nabla.web.problem;

import java.io.IOException;

/** The body is larger than a limit. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    private final long limit;
    private final String property;

    /**
     * Creates the exception.
     *
     * @param limit the maximum size in bytes
     * @param property the configuration property that sets the limit
     */
    public BodyTooLargeException(long limit, String property) {
        super("body too large");
        this.limit = limit;
        this.property = property;
    }

    /** What is wrong, for the caller. */
    String detail() {
        return "The body is larger than " + limit + " bytes, the limit set by " + property;
    }
}
