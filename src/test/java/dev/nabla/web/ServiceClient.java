package dev.nabla.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The running service as a caller meets it, over HTTP. */
public final class ServiceClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI root;

    public ServiceClient(int port) {
        this.root = URI.create("http://localhost:" + port);
    }

    public String address(String path) {
        return root.resolve(path).toString();
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).build());
    }

    /** Asks for a form of what is at a path. */
    public HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Accept", accept).build());
    }

    public HttpResponse<String> post(String path, String json) {
        return post(path, "application/json", json);
    }

    public HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(root.resolve(path)).header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
