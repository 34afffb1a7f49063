package dev.nabla.service;

/** Thrown if a path contains an unknown name. Its message is meant for the caller. */
public final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    public UnknownNameException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong, and what would be valid. */
    public String detail() {
        return detail;
    }
}
