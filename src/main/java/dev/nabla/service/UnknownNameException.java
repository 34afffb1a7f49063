package dev.nabla.service;

/** A name in a path that nothing has. Its message is written for the caller. */
public final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    public UnknownNameException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong, and what would be right. */
    public String detail() {
        return detail;
    }
}
