package dev.nabla.service.loss;

/** A curve of a loss that has none. Its message is written for the caller. */
public final class NoCurveException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    NoCurveException(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** Why there is none, and what there is. */
    public String detail() {
        return detail;
    }
}
