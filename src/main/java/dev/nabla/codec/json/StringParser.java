package dev.nabla.codec.json;

import static dev.nabla.codec.json.JsonInput.END;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parses strings: decodes escapes and validates UTF-8. */
final class StringParser {

    /** The smallest code point by number of continuation bytes; a smaller one is overlong. */
    private static final int[] SMALLEST = {0, 0x80, 0x800, 0x10000};

    private final JsonScanner scanner;
    private final JsonInput input;
    private byte[] text = new byte[64];
    private int length;
    private boolean kept;

    StringParser(JsonScanner scanner) {
        this.scanner = scanner;
        this.input = scanner.input;
    }

    /** Reads a string, given that an opening quote comes next. */
    String read() throws IOException {
        parse(true);
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** Reads a string and discards it. */
    void skip() throws IOException {
        parse(false);
    }

    private void parse(boolean keep) throws IOException {
        kept = keep;
        length = 0;
        input.position++;
        for (int next = afterPlainText(); next != '"'; next = afterPlainText()) {
            append(next == '\\' ? escape() : beyondAscii(next));
        }
    }

    /** Copies plain ASCII characters and returns the byte that follows them. */
    private int afterPlainText() throws IOException {
        while (true) {
            int start = input.position;
            int end = start;
            while (end < input.limit && isPlain(input.bytes[end])) {
                end++;
            }
            append(input.bytes, start, end);
            input.position = end;
            int next = input.peek();
            if (next == END || !isPlain((byte) next)) {
                return checked(next);
            }
        }
    }

    private static boolean isPlain(byte next) {
        return next >= ' ' && next != '"' && next != '\\';
    }

    private int checked(int next) {
        if (next == END) {
            throw scanner.malformed("the document ends within a string");
        }
        if (next < ' ') {
            throw scanner.malformed(String.format("a control character must be escaped in a string: \\u%04X", next));
        }
        input.position++;
        return next;
    }

    private int escape() throws IOException {
        int escaped = input.next();
        return switch (escaped) {
            case '"', '\\', '/' -> escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> escapedCodePoint();
            default -> throw scanner.malformed(
                    "a backslash must be followed by one of \" \\ / b f n r t u, found "
                            + JsonScanner.describe(escaped));
        };
    }

    /** Rejects unpaired surrogates: the grammar allows them, but they are not text (RFC 8259, section 8.2). */
    private int escapedCodePoint() throws IOException {
        char unit = fourHexDigits();
        if (!Character.isSurrogate(unit)) {
            return unit;
        }
        if (Character.isHighSurrogate(unit) && input.next() == '\\' && input.next() == 'u') {
            char low = fourHexDigits();
            if (Character.isLowSurrogate(low)) {
                return Character.toCodePoint(unit, low);
            }
        }
        throw scanner
                .malformed(String.format("\\u%04X is half of a surrogate pair without its other half", (int) unit));
    }

    private char fourHexDigits() throws IOException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int next = input.next();
            int digit = next < 0x80 ? Character.digit(next, 16) : -1;
            if (digit < 0) {
                throw scanner.malformed(
                        "\\u must be followed by four hexadecimal digits, found " + JsonScanner.describe(next));
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** The code point whose first UTF-8 byte was read. */
    private int beyondAscii(int first) throws IOException {
        int more = Integer.numberOfLeadingZeros(~(first << 24)) - 1;
        if (more < 1 || more > 3) {
            throw badUtf8();
        }
        int codePoint = first & (0x3F >> more);
        for (int i = 0; i < more; i++) {
            int next = input.next();
            if ((next & 0xC0) != 0x80) {
                throw badUtf8();
            }
            codePoint = codePoint << 6 | (next & 0x3F);
        }
        if (codePoint < SMALLEST[more] || codePoint > Character.MAX_CODE_POINT || isSurrogate(codePoint)) {
            throw badUtf8();
        }
        return codePoint;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private MalformedJsonException badUtf8() {
        return scanner.malformed("a string is not valid UTF-8");
    }

    private void append(byte[] from, int start, int end) {
        if (kept) {
            makeRoom(end - start);
            System.arraycopy(from, start, text, length, end - start);
            length += end - start;
        }
    }

    private void append(int codePoint) {
        if (!kept) {
            return;
        }
        makeRoom(4);
        if (codePoint < 0x80) {
            text[length++] = (byte) codePoint;
            return;
        }
        int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        text[length++] = (byte) (0xF0 << (3 - more) | codePoint >> (6 * more));
        for (int shift = 6 * (more - 1); shift >= 0; shift -= 6) {
            text[length++] = (byte) (0x80 | ((codePoint >> shift) & 0x3F));
        }
    }

    private void makeRoom(int count) {
        if (length > ArrayGrowth.MAX_LENGTH - count) {
            throw scanner.malformed("a string is longer than the limit of " + ArrayGrowth.MAX_LENGTH + " bytes");
        }
        if (text.length - length < count) {
            text = Arrays.copyOf(text, ArrayGrowth.capacity(text.length, length + count));
        }
    }
}
