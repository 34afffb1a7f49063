package dev.nabla.client;

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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP client of the tests. */
public final class ServiceClient {

    /** A guard against hanging, not a measurement. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI root;

    /** A client of a service on this machine. */
    public ServiceClient(int port) {
        this("localhost", port);
    }

    public ServiceClient(String host, int port) {
        this.root = URI.create("http://" + host + ":" + port);
    }

    /** An answer: status, headers, and a body to read as bytes, text or JSON. */
    public record Answer(HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        /** The first value of a header; empty if there is none. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public byte[] body() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }
    }

    public int port() {
        return root.getPort();
    }

    /** Its host and port. */
    public String authority() {
        return root.getAuthority();
    }

    public String address(String path) {
        return root.resolve(path).toString();
    }

    /** Posts JSON to a loss. */
    public Answer evaluate(String loss, String body) {
        return evaluate(loss, BodyPublishers.ofString(body));
    }

    public Answer evaluate(String loss, BodyPublisher body) {
        return post("/v1/losses/" + loss, "application/json", body);
    }

    /** Posts JSON. */
    public Answer post(String path, String body) {
        return post(path, "application/json", body);
    }

    public Answer post(String path, String contentType, String body) {
        return post(path, contentType, BodyPublishers.ofString(body));
    }

    private Answer post(String path, String contentType, BodyPublisher body) {
        return send(request(path).header("Content-Type", contentType).POST(body));
    }

    public Answer get(String path) {
        return send(request(path));
    }

    public Answer get(String path, String accept) {
        return send(request(path).header("Accept", accept));
    }

    /** A GET request, for callers that change its method or headers. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
