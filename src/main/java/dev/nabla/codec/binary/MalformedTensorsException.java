package dev.nabla.codec.binary;

/** Thrown if a body is not what its binary form prescribes. Such bodies are common, so there is no stack trace. */
public final class MalformedTensorsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String detail;

    public MalformedTensorsException(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    /** A message for the caller: what is wrong, and what would be valid. */
    public String detail() {
        return detail;
    }
}
