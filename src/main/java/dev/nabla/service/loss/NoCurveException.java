package dev.nabla.service.loss;

/** Thrown if a loss has no curve. Its message is meant for the caller. */
public final class NoCurveException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    NoCurveException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** Why there is none, and which losses have one. */
    public String detail() {
        return detail;
    }
}
