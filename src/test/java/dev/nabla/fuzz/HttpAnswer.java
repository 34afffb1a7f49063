package dev.nabla.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An answer as it came over the wire.
 *
 * @param headers the values of each header, by name in lower case
 * @param body the body without its transfer coding; empty for an answer that has none
 */
record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {

    /** The status of an answer that has none. */
    static final int SIMPLE = 0;

    /** The first value of a header; empty if there is none. */
    String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /** Whether the service closes the connection after it. */
    boolean isLast() {
        return headers.getOrDefault("connection", List.of()).stream()
                .anyMatch(value -> value.equalsIgnoreCase("close"));
    }

    boolean isProblem() {
        return header("content-type").startsWith("application/problem+json");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
