package dev.nabla.web.wire;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A tensor by its shape and the bits of its elements in float64, so that NaN equals NaN, and 0 does not equal -0. */
record TensorValue(List<Integer> shape, List<Long> bits) {

    static TensorValue of(List<Integer> shape, double... numbers) {
        List<Long> bits = new ArrayList<>();
        for (double number : numbers) {
            bits.add(Double.doubleToLongBits(number));
        }
        return new TensorValue(List.copyOf(shape), bits);
    }

    /** The tensor in nested arrays of JSON, whose numbers have as many digits as a dtype needs. */
    static TensorValue of(JsonNode json, String dtype) {
        return of(shape(json), dtype.equals("float32")
                ? leaves(json).stream().mapToDouble(leaf -> Float.parseFloat(leaf.asString())).toArray()
                : numbers(json));
    }

    /** The shape of nested arrays. */
    static List<Integer> shape(JsonNode json) {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode level = json; level.isArray(); level = level.path(0)) {
            shape.add(level.size());
        }
        return shape;
    }

    /** The numbers in nested arrays, rounded to float64. */
    static double[] numbers(JsonNode json) {
        return leaves(json).stream().mapToDouble(leaf -> Double.parseDouble(leaf.asString())).toArray();
    }

    /** What is in nested arrays, in order. */
    static List<JsonNode> leaves(JsonNode json) {
        return json.isArray() ? json.valueStream().flatMap(each -> leaves(each).stream()).toList() : List.of(json);
    }
}
