package dev.nabla.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is sent over a connection, and which answers are expected.
 *
 * @param methods the methods of its requests, each of which has one answer; empty if it is not known where its requests end,
 *     so that all answers are read until the connection is closed
 * @param isAnswerable whether the service can tell that something is wrong before the connection ends
 */
record Exchange(byte[] bytes, List<String> methods, boolean isAnswerable) {

    /** A request with a beginning and an end. */
    static Exchange framed(String method, byte[] bytes) {
        return new Exchange(bytes, List.of(method), true);
    }

    /** Bytes that break the rules of HTTP, after which nothing is sent. */
    static Exchange broken(byte[] bytes) {
        return new Exchange(bytes, List.of(), true);
    }

    /** The beginning of a request, whose end never comes. */
    static Exchange unfinished(byte[] bytes) {
        return new Exchange(bytes, List.of(), false);
    }

    boolean isFramed() {
        return !methods.isEmpty();
    }

    /** This and another one, sent without waiting for an answer. */
    Exchange then(Exchange other) {
        return new Exchange(concat(bytes, other.bytes),
                Stream.concat(methods.stream(), other.methods.stream()).toList(),
                true);
    }

    static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The bytes of a text whose characters are bytes. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The bytes for a report, with escapes for what is not printable, and cut if there are many. */
    String excerpt() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, 1500); i++) {
            int next = bytes[i] & 0xFF;
            text.append(next == '\n'
                    ? "\n"
                    : next == '\r'
                            ? ""
                            : next >= ' ' && next < 0x7F
                                    ? Character.toString(next)
                                    : String.format("\\x%02x", next));
        }
        return text + (bytes.length > 1500 ? "… (" + bytes.length + " bytes)" : "");
    }
}
