package dev.nabla.benchmark.http;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sees to it that all competitors do the same work: none is timed that answers other numbers. */
final class Agreement {

    /** Some compute in float32. */
    private static final double TOLERANCE = 1e-5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Agreement() {}

    /** Asks all for their answers, and compares them with the first one's. */
    static void check(List<Competitor> competitors) throws IOException {
        JsonNode first = JSON.readTree(competitors.getFirst().answer());
        double scale = largest(first.required("gradient"));
        for (Competitor competitor : competitors) {
            JsonNode answer = JSON.readTree(competitor.answer());
            check(competitor, "loss", first, answer, first.required("loss").doubleValue());
            check(competitor, "gradient", first, answer, scale);
        }
    }

    private static void check(Competitor competitor, String field, JsonNode first, JsonNode answer, double scale)
            throws IOException {
        if (!agree(first.required(field), answer.required(field), scale)) {
            throw new IOException(competitor.name() + " answers another " + field);
        }
    }

    private static double largest(JsonNode tensor) {
        return tensor.isArray()
                ? tensor.valueStream().mapToDouble(Agreement::largest).max().orElse(0)
                : Math.abs(tensor.doubleValue());
    }

    private static boolean agree(JsonNode expected, JsonNode found, double scale) {
        if (!expected.isArray() || !found.isArray()) {
            return expected.isNumber() && found.isNumber()
                    && Math.abs(expected.doubleValue() - found.doubleValue()) <= TOLERANCE * scale;
        }
        if (expected.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!agree(expected.get(i), found.get(i), scale)) {
                return false;
            }
        }
        return true;
    }
}
