package dev.nabla.web.problem;

import java.io.IOException;

/** A body with more bytes than are allowed. */
public final class BodyTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    private final long limit;

    public BodyTooLargeException(long limit) {
        super("body too large");
        this.limit = limit;
    }

    /** What is wrong, and what would be right. */
    String detail() {
        return "The body has more than " + limit + " bytes, which is the limit nabla.limits.body";
    }
}
