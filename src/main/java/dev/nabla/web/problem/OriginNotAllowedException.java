package dev.nabla.web.problem;

import dev.nabla.request.Excerpt;

/** A page of another origin, which is not allowed, asks to call the service. */
public final class OriginNotAllowedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String origin;

    public OriginNotAllowedException(String origin) {
        super("origin not allowed");
        this.origin = origin;
    }

    /** What is wrong, for the caller. */
    String detail() {
        return "Pages of " + Excerpt.of(origin)
                + " may not call this service; nabla.cors.allowed-origins sets which may";
    }
}
