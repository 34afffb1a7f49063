package dev.nabla.spark;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls the service. It has no state, so every request may be sent again, to another replica too. */
public record Nabla(String address) implements Serializable {

    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int ATTEMPTS = 5;

    /** Weights after a step, and the state of the optimizer to send with the next. */
    public record Step(Map<String, double[]> parameters, JsonNode state) {

        public double[] weights() {
            return parameters.get("w");
        }
    }

    private record Evaluation(double[] gradient) {}

    /** The gradient of the sum of a loss with respect to its predictions. */
    public double[] gradient(String loss, double[] predictions, double[] targets) {
        return post("/v1/losses/" + loss, Map.of("predictions", predictions, "targets", targets, "reduction", "sum"),
                Evaluation.class).gradient();
    }

    /** A step of an optimizer; without state, the first. */
    public Step step(String optimizer, double learningRate, double[] weights, double[] gradient, JsonNode state) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("parameters", Map.of("w", weights));
        request.put("gradients", Map.of("w", gradient));
        request.put("lr", learningRate);
        if (state != null) {
            request.put("state", state);
        }
        return post("/v1/optimizers/" + optimizer + "/step", request, Step.class);
    }

    private <T> T post(String path, Object body, Class<T> answer) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            return JSON.readValue(send(request), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries again if the connection is lost, or if the service is busy, after as long as it says. */
    private static byte[] send(HttpRequest request) throws IOException {
        for (int attempt = 1;; attempt++) {
            long pause = 1;
            try {
                HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    return response.body();
                }
                if (response.statusCode() != 503 || attempt == ATTEMPTS) {
                    throw new IllegalStateException(response.statusCode() + ": " + new String(response.body()));
                }
                pause = response.headers().firstValueAsLong("Retry-After").orElse(pause);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            pause(pause);
        }
    }

    private static void pause(long seconds) throws InterruptedIOException {
        try {
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException();
    }
}
