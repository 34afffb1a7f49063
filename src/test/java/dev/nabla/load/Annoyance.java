package dev.nabla.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A way to keep a connection busy without giving the service anything to do. */
enum Annoyance {
    /** Sends the head of a request a byte at a time. */
    SLOW_HEADERS("POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "x"),
    /** Declares a large body and sends it a byte at a time. */
    SLOW_BODIES(
            "POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20000000\r\n\r\n{",
            " "),
    /** Sends chunks of one byte. */
    SLOW_CHUNKS(
            "POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
            "1\r\n \r\n"),
    /** Sends nothing. */
    IDLE("", ""),
    /** Sends a request whose answer is large, and does not read it. */
    NOT_READING(largeRequest(), "");

    private final String opening;
    private final String drip;

    Annoyance(String opening, String drip) {
        this.opening = opening;
        this.drip = drip;
    }

    /** What is sent at once. */
    byte[] opening() {
        return opening.getBytes(StandardCharsets.US_ASCII);
    }

    /** What is sent from time to time. */
    byte[] drip() {
        return drip.getBytes(StandardCharsets.US_ASCII);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String largeRequest() {
        String zeros = "0" + ",0".repeat(100_000 - 1);
        String body = "{\"predictions\":[" + zeros + "],\"targets\":[" + zeros + "]}";
        return "POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
    }
}
