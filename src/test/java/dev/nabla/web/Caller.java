package dev.nabla.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service that a test runs. */
@Lazy
@TestComponent
class Caller {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A guard against hanging, not a measurement. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    Caller(WebServerApplicationContext context) {
        this.port = context.getWebServer() == null ? 0 : context.getWebServer().getPort();
    }

    /** An answer: status, headers and text, which may be read as JSON. */
    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(response.body());
        }
    }

    /** Sends a JSON body to a loss. */
    Answer evaluate(String loss, String body) {
        return evaluate(loss, BodyPublishers.ofString(body));
    }

    Answer evaluate(String loss, BodyPublisher body) {
        return post("/v1/losses/" + loss, body);
    }

    /** Sends a JSON body to a path. */
    Answer post(String path, String body) {
        return post(path, BodyPublishers.ofString(body));
    }

    private Answer post(String path, BodyPublisher body) {
        return send(request(path).header("content-type", "application/json").POST(body));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(PATIENCE);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    int port() {
        return port;
    }
}
