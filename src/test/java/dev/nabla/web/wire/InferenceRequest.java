package dev.nabla.web.wire;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request of version 1 as the Open Inference Protocol has it: tensors by name, and parameters for all other fields. */
record InferenceRequest(Map<String, JsonNode> tensors, Map<String, JsonNode> parameters) {

    /** Inputs that may be bare numbers. */
    private static final List<String> INPUTS = List.of("predictions", "targets", "sample_weight", "mask", "grad_output",
            "var", "weight", "pos_weight", "dispersion");

    static InferenceRequest of(ObjectNode request, String dtype) {
        Map<String, JsonNode> tensors = new LinkedHashMap<>();
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        request.deepCopy().put("dtype", dtype).properties().forEach(field -> {
            boolean isTensor = isTensor(field.getKey(), field.getValue());
            (isTensor ? tensors : parameters).put(field.getKey(), field.getValue());
        });
        return new InferenceRequest(tensors, parameters);
    }

    /** All arrays are tensors, except names of inputs. */
    private static boolean isTensor(String name, JsonNode value) {
        return value.isArray() ? !name.equals("wrt") : INPUTS.contains(name) && !value.isNull();
    }

    /** The datatype of a tensor of a request. */
    static String datatype(JsonNode tensor) {
        return TensorValue.isBoolean(tensor) ? "BOOL" : "FP64";
    }

    /** The datatype of the tensors of an answer. */
    static String datatype(String dtype) {
        return dtype.equals("float32") ? "FP32" : "FP64";
    }

    /** The elements of a tensor, little-endian. */
    static ByteString bytes(JsonNode tensor) {
        if (TensorValue.isBoolean(tensor)) {
            return ByteString.copyFrom(TensorValue.flags(tensor));
        }
        double[] numbers = TensorValue.numbers(tensor);
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return ByteString.copyFrom(bytes);
    }
}
