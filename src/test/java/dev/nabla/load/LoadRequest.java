package dev.nabla.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A request that is sent again and again.
 *
 * @param unasked how many of its bytes are sent before the service has said that it wants the rest
 */
record LoadRequest(byte[] bytes, int unasked) {

    private static final String BEGIN = """
            POST /v1/losses/mse HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length:\s""";

    /** Mean squared error of three numbers. */
    static LoadRequest small() {
        return of("{\"predictions\":[1,2,3],\"targets\":[1,2,5]}");
    }

    /** As {@link #large}, with {@code Expect: 100-continue}, as curl sends it for bodies of more than 1 MiB. */
    static LoadRequest asking(int bytes) {
        String body = body(bytes);
        String head = BEGIN + body.length() + "\r\nExpect: 100-continue\r\n\r\n";
        return new LoadRequest((head + body).getBytes(StandardCharsets.US_ASCII), head.length());
    }

    /** Mean squared error of as many random numbers as give a body of about this many bytes. */
    static LoadRequest large(int bytes) {
        return of(body(bytes));
    }

    private static String body(int bytes) {
        StringBuilder predictions = new StringBuilder(bytes / 2 + 32).append("0.5");
        StringBuilder targets = new StringBuilder(bytes / 2 + 32).append("0.25");
        SplittableRandom random = new SplittableRandom(1);
        while (predictions.length() + targets.length() < bytes) {
            predictions.append(',').append(random.nextDouble());
            targets.append(',').append(random.nextDouble());
        }
        return "{\"predictions\":[" + predictions + "],\"targets\":[" + targets + "]}";
    }

    private static LoadRequest of(String body) {
        byte[] bytes = (BEGIN + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        return new LoadRequest(bytes, bytes.length);
    }
}
