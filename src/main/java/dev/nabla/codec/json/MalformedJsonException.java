package dev.nabla.codec.json;

/** A request whose text is not JSON as RFC 8259 has it. */
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

    /** A sentence for the caller: what is wrong, and what would be right. */
    public String detail() {
        return detail;
    }

    /** RFC 6901 pointer to the value where the text went wrong; empty for the document as a whole. */
    public String pointer() {
        return pointer;
    }

    /** The line, counted from 1. */
    public long line() {
        return line;
    }

    /** Where in the line reading stopped, counted from 1 in bytes: at the byte at fault, or just behind it. */
    public long column() {
        return column;
    }
}
