package dev.nabla.web.problem;

import java.io.IOException;

/** A body with more bytes than are allowed. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    private final long limit;
    private final String property;

    /**
     * A body that is too large.
     *
     * @param limit how many bytes are allowed
     * @param property what says so
     */
    public BodyTooLargeException(long limit, String property) {
        super("body too large");
        this.limit = limit;
        this.property = property;
    }

    /** What is wrong, and what would be right. */
    String detail() {
        return "The body is larger than " + limit + " bytes, the limit set by " + property;
    }
}
