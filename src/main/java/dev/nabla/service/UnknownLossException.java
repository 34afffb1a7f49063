package dev.nabla.service;

/** A name that no loss has. Its message is written for the caller. */
public final class UnknownLossException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    UnknownLossException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong, and what would be right. */
    public String detail() {
        return detail;
    }
}
