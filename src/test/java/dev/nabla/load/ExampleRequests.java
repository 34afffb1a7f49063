package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Requests that a service documents, for all of its resources, small and large. */
final class ExampleRequests {

    private static final int LARGE = 2_000_000;

    private final List<JsonNode> losses;
    private final List<String> optimizers;
    private final List<JsonNode> networks;
    private final List<JsonNode> trainings;
    private final List<JsonNode> steps;

    private ExampleRequests(List<JsonNode> losses, List<String> optimizers, List<JsonNode> networks,
            List<JsonNode> trainings, List<JsonNode> steps) {
        this.losses = losses;
        this.optimizers = optimizers;
        this.networks = networks;
        this.trainings = trainings;
        this.steps = steps;
    }

    /** A request; the body of a GET is empty. */
    record Example(String path, String body) {}

    /** Reads the documents of a running service. */
    static ExampleRequests of(ServiceClient service) {
        List<JsonNode> losses = elements(service.get("/v1/losses").json().get("losses")).stream()
                .map(loss -> service.get("/v1/losses/" + loss.get("id").asString()).json()).toList();
        List<String> optimizers = elements(service.get("/v1/optimizers").json().get("optimizers")).stream()
                .map(optimizer -> optimizer.get("id").asString()).toList();
        JsonNode paths = service.get("/v3/api-docs").json().get("paths");
        return new ExampleRequests(losses, optimizers, documented(paths, "/v1/networks/backpropagate"),
                documented(paths, "/v1/networks/train"),
                documented(paths, "/v1/optimizers/{optimizer}/step"));
    }

    private static List<JsonNode> documented(JsonNode paths, String path) {
        JsonNode content = paths.get(path).get("post").get("requestBody").get("content").get("application/json");
        return elements(content.get("examples")).stream().map(example -> example.get("value")).toList();
    }

    private static List<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    /** Any of them. */
    Example next(SplittableRandom random) {
        JsonNode loss = any(losses, random);
        String path = "/v1/losses/" + loss.get("id").asString();
        JsonNode request = any(elements(loss.get("examples")), random).get("request");
        return switch (random.nextInt(10)) {
            case 0 -> new Example(path, large(loss, request));
            case 1 -> new Example(path + "/gradcheck", withGradient(request));
            case 2 -> new Example(path + "/curve", "");
            case 3 -> new Example("/v1/networks/backpropagate", any(networks, random).toString());
            case 4 -> new Example("/v1/optimizers/" + any(optimizers, random) + "/step", any(steps, random).toString());
            case 5 -> new Example(path, "");
            case 6 -> new Example("/v1/networks/train", any(trainings, random).toString());
            default -> new Example(path, request.toString());
        };
    }

    private static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The loss is likely to have another gradient. */
    private static String withGradient(JsonNode request) {
        ObjectNode body = (ObjectNode) request.deepCopy();
        body.set("gradient", request.path("predictions"));
        return body.toString();
    }

    /** The rows of an example repeated. */
    private static String large(JsonNode loss, JsonNode request) {
        ObjectNode body = (ObjectNode) request.deepCopy();
        List<String> inputs = elements(loss.get("inputs")).stream().map(input -> input.get("name").asString()).toList();
        int rows = request.path(inputs.getFirst()).size();
        int count = Math.max(1, LARGE / request.toString().length());
        for (String name : inputs) {
            JsonNode tensor = request.path(name);
            if (tensor.isArray() && tensor.size() == rows && rows > 0) {
                String text = tensor.toString();
                String elements = text.substring(1, text.length() - 1);
                body.putRawValue(name, new RawValue("[" + elements + ("," + elements).repeat(count - 1) + "]"));
            }
        }
        return body.toString();
    }
}
