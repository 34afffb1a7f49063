package dev.nabla.codec.binary;

/** Thrown if a body is not what its binary form prescribes. Such bodies are common, so there is no stack trace. */
public final class MalformedTensorsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String tensor;
    private final String detail;

    /** For a body as a whole. */
    public MalformedTensorsException(String detail) {
        this("", detail);
    }

    /** For a tensor, whose name the detail must contain. */
    public MalformedTensorsException(String tensor, String detail) {
        super(detail, null, false, false);
        this.tensor = tensor;
        this.detail = detail;
    }

    /** The name of the tensor that is malformed; empty for the body as a whole. */
    public String tensor() {
        return tensor;
    }

    /** A message for the caller: what is wrong, and what would be valid. */
    public String detail() {
        return detail;
    }
}
