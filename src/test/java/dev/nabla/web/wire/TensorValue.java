package dev.nabla.web.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    /** The tensor in nested arrays of JSON. */
    static TensorValue of(JsonNode json, String dtype) {
        return of(shape(json), numbers(json, dtype));
    }

    /** The next tensor in little-endian bytes. */
    static TensorValue of(List<Integer> shape, ByteBuffer bytes, String dtype) {
        ByteBuffer elements = bytes.order(ByteOrder.LITTLE_ENDIAN);
        return of(shape, IntStream.range(0, shape.stream().reduce(1, Math::multiplyExact))
                .mapToDouble(i -> dtype.equals("float32") ? elements.getFloat() : elements.getDouble()).toArray());
    }

    /** The shape of nested arrays. */
    static List<Integer> shape(JsonNode json) {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode level = json; level.isArray(); level = level.path(0)) {
            shape.add(level.size());
        }
        return shape;
    }

    /** The numbers in nested arrays, which have as many digits as a dtype needs. */
    static double[] numbers(JsonNode json, String dtype) {
        return dtype.equals("float32")
                ? leaves(json).stream().mapToDouble(leaf -> Float.parseFloat(leaf.asString())).toArray()
                : numbers(json);
    }

    /** The numbers in nested arrays, rounded to float64. */
    static double[] numbers(JsonNode json) {
        return leaves(json).stream().mapToDouble(leaf -> Double.parseDouble(leaf.asString())).toArray();
    }

    /** Whether nested arrays hold Booleans. */
    static boolean isBoolean(JsonNode json) {
        List<JsonNode> leaves = leaves(json);
        return !leaves.isEmpty() && leaves.stream().allMatch(JsonNode::isBoolean);
    }

    /** The Booleans in nested arrays, a byte of 0 or 1 each. */
    static byte[] flags(JsonNode json) {
        List<JsonNode> leaves = leaves(json);
        byte[] flags = new byte[leaves.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = (byte) (leaves.get(i).asBoolean() ? 1 : 0);
        }
        return flags;
    }

    /** What is in nested arrays, in order. */
    static List<JsonNode> leaves(JsonNode json) {
        return json.isArray() ? json.valueStream().flatMap(each -> leaves(each).stream()).toList() : List.of(json);
    }
}
