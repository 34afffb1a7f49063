package dev.nabla.service.access;

/** Thrown if a caller may not use the service. */
public final class CallerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The credentials are missing or not valid. */
        UNAUTHENTICATED,
        /** They do not allow what is asked for. */
        FORBIDDEN,
        /** They cannot be verified now. */
        UNVERIFIABLE
    }

    private final Reason reason;
    private final String detail;

    public CallerException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong, for the caller. */
    public String detail() {
        return detail;
    }
}
