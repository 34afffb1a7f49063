package dev.nabla.expression.graph;

/** Operands that do not fit an operation; the message says what would. */
public final class MisfitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MisfitException(String detail) {
        super(detail, null, false, false);
    }

    /** What does not fit. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
