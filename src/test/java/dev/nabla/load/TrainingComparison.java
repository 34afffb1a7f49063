package dev.nabla.load;

import dev.nabla.client.ServiceClient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares a training in one call with the same steps in two calls each, against a running service: 1,000 steps of Adam for a
 * network of 64, 32 and 10 units, in batches. Of the calls, only the time from the request to the answer is counted, not that in
 * which the client puts the next one together.
 *
 * <pre>{@code TrainingComparison PORT [ROUNDS [BATCH]]}</pre>
 */
public final class TrainingComparison {

    private static final int STEPS = 1000;
    private static final int SAMPLES = 1000;
    private static final List<String> NAMES = List.of("weight", "bias");
    private static final int[] LINEAR = {0, 2};

    private final ServiceClient service;
    private final int batchSize;
    private final ObjectNode body = JsonMapper.shared().createObjectNode();
    private long nanos;

    private TrainingComparison(ServiceClient service, int batchSize) {
        this.service = service;
        this.batchSize = batchSize;
        Random random = new Random(1);
        ArrayNode layers = body.putArray("layers");
        layers.add(linear(random, 32, 64));
        layers.addObject().put("type", "relu");
        layers.add(linear(random, 10, 32));
        body.set("input", drawn(random, SAMPLES, 64));
        body.put("loss", "cross_entropy");
        body.putPOJO("targets", random.ints(SAMPLES, 0, 10).boxed().toList());
    }

    private static ObjectNode linear(Random random, int outputs, int inputs) {
        ObjectNode layer = JsonMapper.shared().createObjectNode().put("type", "linear");
        layer.set("weight", drawn(random, outputs, inputs));
        layer.set("bias", drawn(random, 1, outputs).get(0));
        return layer;
    }

    private static ArrayNode drawn(Random random, int rows, int columns) {
        ArrayNode tensor = JsonMapper.shared().createArrayNode();
        for (int i = 0; i < rows; i++) {
            ArrayNode row = tensor.addArray();
            random.doubles(columns, -0.2, 0.2).forEach(row::add);
        }
        return tensor;
    }

    /** Runs the comparison. */
    public static void main(String[] arguments) {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int batchSize = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        TrainingComparison comparison = new TrainingComparison(
                new ServiceClient(Integer.parseInt(arguments[0])), batchSize);
        double[] ratios = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            JsonNode[] results = new JsonNode[2];
            double one = comparison.milliseconds(() -> results[0] = comparison.oneCall());
            double many = comparison.milliseconds(() -> results[1] = comparison.manyCalls());
            if (!results[0].equals(results[1])) {
                throw new IllegalStateException("the parameters differ");
            }
            System.out.printf(Locale.ROOT, "%s: one call %.0f ms, %d calls %.0f ms, 1/%.1f%n",
                    round < 0 ? "warm-up" : "round " + (round + 1), one, 2 * STEPS, many, many / one);
            if (round >= 0) {
                ratios[round] = many / one;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median 1/%.1f (1/%.1f to 1/%.1f)%n", ratios[rounds / 2], ratios[0],
                ratios[rounds - 1]);
    }

    private double milliseconds(Runnable part) {
        nanos = 0;
        part.run();
        return nanos * 1e-6;
    }

    private JsonNode post(String path, ObjectNode request) {
        String text = request.toString();
        long start = System.nanoTime();
        ServiceClient.Answer answer = service.post(path, text);
        nanos += System.nanoTime() - start;
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.text());
        }
        return answer.json();
    }

    private JsonNode oneCall() {
        ObjectNode request = body.deepCopy().put("steps", STEPS).put("batch_size", batchSize);
        request.putObject("optimizer").put("type", "adam");
        return post("/v1/networks/train", request).get("parameters");
    }

    private JsonNode manyCalls() {
        ArrayNode layers = (ArrayNode) body.get("layers").deepCopy();
        JsonNode state = JsonMapper.shared().createObjectNode();
        JsonNode parameters = state;
        ArrayNode targets = (ArrayNode) JsonMapper.shared().readTree(body.get("targets").toString());
        for (int step = 0; step < STEPS; step++) {
            ObjectNode passes = JsonMapper.shared().createObjectNode().put("loss", "cross_entropy");
            passes.set("layers", layers);
            passes.set("input", batch((ArrayNode) body.get("input"), step));
            passes.set("targets", batch(targets, step));
            JsonNode gradients = post("/v1/networks/backpropagate", passes).get("gradients");
            JsonNode moved = post("/v1/optimizers/adam/step", update(layers, gradients, state));
            state = moved.get("state");
            parameters = moved.get("parameters");
            for (int layer : LINEAR) {
                for (String name : NAMES) {
                    ((ObjectNode) layers.get(layer)).set(name, parameters.get(name(layer, name)));
                }
            }
        }
        return parameters;
    }

    private static ObjectNode update(JsonNode layers, JsonNode gradients, JsonNode state) {
        ObjectNode request = JsonMapper.shared().createObjectNode();
        ObjectNode parameters = request.putObject("parameters");
        ObjectNode ofParameters = request.putObject("gradients");
        for (int layer : LINEAR) {
            for (String name : NAMES) {
                parameters.set(name(layer, name), layers.get(layer).get(name));
                ofParameters.set(name(layer, name), gradients.get(layer).get(name));
            }
        }
        request.set("state", state);
        return request;
    }

    private static String name(int layer, String parameter) {
        return "layers." + layer + "." + parameter;
    }

    private ArrayNode batch(ArrayNode samples, int step) {
        int batches = Math.ceilDiv(SAMPLES, batchSize);
        int from = step % batches * batchSize;
        ArrayNode batch = JsonMapper.shared().createArrayNode();
        for (int i = from; i < Math.min(from + batchSize, SAMPLES); i++) {
            batch.add(samples.get(i));
        }
        return batch;
    }
}
