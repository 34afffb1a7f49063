package dev.nabla.load;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** A request that is sent again and again. */
record LoadRequest(byte[] bytes) {

    /** Mean squared error of three numbers. */
    static LoadRequest small() {
        return mse("{\"predictions\":[1,2,3],\"targets\":[1,2,5]}");
    }

    /** Mean squared error of as many random numbers as give a body of about this many bytes. */
    static LoadRequest large(int bytes) {
        StringBuilder predictions = new StringBuilder(bytes / 2 + 32).append("0.5");
        StringBuilder targets = new StringBuilder(bytes / 2 + 32).append("0.25");
        SplittableRandom random = new SplittableRandom(1);
        while (predictions.length() + targets.length() < bytes) {
            predictions.append(',').append(random.nextDouble());
            targets.append(',').append(random.nextDouble());
        }
        return mse("{\"predictions\":[" + predictions + "],\"targets\":[" + targets + "]}");
    }

    private static LoadRequest mse(String body) {
        return new LoadRequest(("POST /v1/losses/mse HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }
}
