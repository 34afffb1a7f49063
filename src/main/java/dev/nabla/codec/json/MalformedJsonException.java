package dev.nabla.codec.json;

/** Thrown if a request is not JSON by RFC 8259. */
public final class MalformedJsonException extends RuntimeException {

    private final String detail;
    private final String pointer;
    private final long line;
    private final long column;

    MalformedJsonException(String detail, String pointer, long line, long column) {
        super(detail + " (line " + line + ", column " + column + ")");
        this.detail = detail;
        this.pointer = pointer;
        this.line = line;
        this.column = column;
    }

    /** A message for the caller: what is wrong, and what would be valid. */
    public String detail() {
        return detail;
    }

    /** RFC 6901 pointer to the value with the error; empty for the document as a whole. */
    public String pointer() {
        return pointer;
    }

    /** The line, from 1. */
    public long line() {
        return line;
    }

    /** The column in bytes, from 1, where reading stopped: at the invalid byte, or just after it. */
    public long column() {
        return column;
    }
}
