package dev.nabla.codec.json;

import static dev.nabla.codec.json.JsonInput.END;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Storage;
import java.io.IOException;

/** Scans the syntax between values: white space, brackets, commas and literals; creates the exceptions for syntax errors. */
final class JsonScanner {

    /** What a key and its value take beside their elements: a map's entry, a name, a field, a shape. */
    private static final int FIELD_BYTES = 300;

    final JsonInput input;
    final JsonLimits limits;
    final Nesting nesting = new Nesting();

    private long line;
    private long lineStart;
    private int fields;

    /** Creates a scanner; {@code line} is the number of the first line. */
    JsonScanner(JsonInput input, JsonLimits limits, long line) {
        this.line = line;
        this.lineStart = input.offset();
        this.input = input;
        this.limits = limits;
    }

    /** The first byte of the next token, without consuming it, or {@link JsonInput#END}. */
    int token() throws IOException {
        while (true) {
            int next = input.peek();
            if (next > ' ') {
                return next;
            }
            switch (next) {
                case ' ', '\t', '\r' -> input.position++;
                case '\n' -> newLine();
                default -> {
                    return next;
                }
            }
        }
    }

    /** Counts lines here only: elsewhere a raw line feed is an error. */
    private void newLine() {
        input.position++;
        line++;
        lineStart = input.offset();
    }

    /** Reads the bracket that opens an array or object. */
    void open() throws IOException {
        if (nesting.depth() == limits.nesting()) {
            throw malformed("nesting is deeper than the limit of " + limits.nesting());
        }
        input.position++;
        nesting.open();
    }

    /** Notes which element of the innermost array comes next. */
    void element(int index) {
        if (index == Integer.MAX_VALUE) {
            throw malformed("an array is longer than the limit of " + Integer.MAX_VALUE + " elements");
        }
        nesting.element(index);
    }

    /** Reads the closing bracket of an array or object if it comes next, so that it is empty. */
    boolean closesAtOnce(char bracket) throws IOException {
        if (token() != bracket) {
            return false;
        }
        close();
        return true;
    }

    /** Reads what follows a value: true for a comma, which another value must follow; false for the closing bracket. */
    boolean another(char bracket) throws IOException {
        int next = token();
        if (next == ',') {
            input.position++;
            if (token() == bracket) {
                throw malformed("a comma must be followed by another value, found " + describe(bracket));
            }
            return true;
        }
        if (next != bracket) {
            throw malformed("expected ',' or '" + bracket + "', found " + describe(next));
        }
        close();
        return false;
    }

    private void close() {
        input.position++;
        nesting.close();
    }

    void colon() throws IOException {
        if (token() != ':') {
            throw malformed("expected ':' after a key, found " + describe(token()));
        }
        input.position++;
    }

    /** Reads {@code true}, {@code false} or {@code null}, given its first letter. */
    void literal(String word) throws IOException {
        for (int i = 0; i < word.length(); i++) {
            if (input.peek() != word.charAt(i)) {
                throw malformed("expected the literal " + word + ", found " + describe(input.peek()) + " in it");
            }
            input.position++;
        }
    }

    /** Reads the white space after the document. */
    void end() throws IOException {
        int next = token();
        if (next != END) {
            throw malformed("expected the end of the document, found " + describe(next));
        }
    }

    /**
     * Counts a key, or an object in an array, and its memory.
     *
     * @throws InvalidRequestException if there are too many
     */
    void field() {
        if (++fields > limits.fields()) {
            throw new InvalidRequestException(Fault.whole("the body has more than " + limits.fields()
                    + " keys and list elements, the limit set by nabla.limits.max-fields"));
        }
        Storage.count(FIELD_BYTES);
    }

    /** The exception for a token that does not start a value. */
    MalformedJsonException notAValue(int token) {
        return malformed(switch (token) {
            case 'N' -> "NaN without quotes is not JSON; write the string \"NaN\"";
            case 'I' -> "Infinity without quotes is not JSON; write the string \"Infinity\"";
            case '+' -> "a number must not start with '+'";
            case '.' -> "a number must have a digit before its decimal point";
            case '\'' -> "a string must be in double quotes, found a single quote";
            default -> "expected a value, found " + describe(token);
        });
    }

    MalformedJsonException malformed(String detail) {
        return new MalformedJsonException(detail, nesting.pointer(), line, input.offset() - lineStart + 1);
    }

    /** Describes a byte for a message. */
    static String describe(int next) {
        if (next == END) {
            return "the end of the document";
        }
        return next > ' ' && next < 0x7F ? "'" + (char) next + "'" : String.format("the byte 0x%02X", next);
    }

    /** Quotes a text of the caller for a message, truncated if it is long. */
    static String quoted(String text) {
        return '"' + Excerpt.of(text) + '"';
    }
}
