package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.nabla.grpc.protocol.ModelInferResponse;
import io.grpc.ManagedChannel;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in JSON of version 1, sent in each form of the Open Inference Protocol. */
enum InferenceForms {
    JSON {
        @Override
        Map<String, Bits> infer(ServiceClient http, ManagedChannel grpc, String loss, ObjectNode request) {
            Answer answer = http.post("/v2/models/" + loss + "/infer", protocol(request, false).toString());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return outputs(answer.json(), null);
        }
    },
    BINARY {
        @Override
        Map<String, Bits> infer(ServiceClient http, ManagedChannel grpc, String loss, ObjectNode request) {
            ObjectNode header = protocol(request, true);
            byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(json);
            tensors(request).values().forEach(tensor -> body.writeBytes(raw(tensor).toByteArray()));
            Answer answer = http.send(http.request("/v2/models/" + loss + "/infer")
                    .header("Inference-Header-Content-Length", Integer.toString(json.length))
                    .POST(BodyPublishers.ofByteArray(body.toByteArray())));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            int length = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
            ByteBuffer binary = ByteBuffer.wrap(answer.body(), length, answer.body().length - length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            Map<String, Bits> outputs = outputs(
                    JsonMapper.shared().readTree(new String(answer.body(), 0, length, StandardCharsets.UTF_8)), binary);
            assertThat(binary.remaining()).isZero();
            return outputs;
        }
    },
    GRPC {
        @Override
        Map<String, Bits> infer(ServiceClient http, ManagedChannel grpc, String loss, ObjectNode request) {
            ModelInferResponse response = call(grpc, message(loss, request, false));
            Map<String, Bits> outputs = new TreeMap<>();
            response.getOutputsList().forEach(output -> outputs.put(output.getName(),
                    new Bits(output.getShapeList(), output.getContents().getFp64ContentsList().stream()
                            .map(Double::doubleToLongBits).toList())));
            return outputs;
        }
    },
    GRPC_RAW {
        @Override
        Map<String, Bits> infer(ServiceClient http, ManagedChannel grpc, String loss, ObjectNode request) {
            ModelInferResponse response = call(grpc, message(loss, request, true));
            Map<String, Bits> outputs = new TreeMap<>();
            for (int i = 0; i < response.getOutputsCount(); i++) {
                ByteBuffer raw = response.getRawOutputContents(i).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                outputs.put(response.getOutputs(i).getName(),
                        new Bits(response.getOutputs(i).getShapeList(), longs(raw, raw.remaining() / Double.BYTES)));
            }
            return outputs;
        }
    };

    /** A tensor by its shape and the bits of its float64 numbers, so that NaN equals NaN, and 0 does not equal -0. */
    record Bits(List<Long> shape, List<Long> bits) {}

    /** Evaluates a loss, and returns the outputs by their names in the protocol. */
    abstract Map<String, Bits> infer(ServiceClient http, ManagedChannel grpc, String loss, ObjectNode request);

    /** The tensors of an answer of version 1, by the names that they have in the protocol. */
    static Map<String, Bits> answer(ServiceClient http, String loss, ObjectNode request) {
        Map<String, Bits> tensors = new TreeMap<>();
        http.evaluate(loss, request.toString()).json().properties().forEach(member -> {
            String name = member.getKey().equals("gradients") ? "gradient" : member.getKey();
            if (member.getValue().isObject()) {
                member.getValue().properties()
                        .forEach(tensor -> tensors.put(name + "." + tensor.getKey(), bits(tensor.getValue())));
            } else {
                tensors.put(name, bits(member.getValue()));
            }
        });
        return tensors;
    }

    private static Bits bits(JsonNode json) {
        return new Bits(shape(json), numbers(json).stream().map(Double::doubleToLongBits).toList());
    }

    private static List<Long> shape(JsonNode json) {
        List<Long> shape = new ArrayList<>();
        for (JsonNode level = json; level.isArray(); level = level.path(0)) {
            shape.add((long) level.size());
        }
        return shape;
    }

    private static List<JsonNode> leaves(JsonNode json) {
        return json.isArray() ? json.valueStream().flatMap(each -> leaves(each).stream()).toList() : List.of(json);
    }

    private static List<Double> numbers(JsonNode json) {
        return leaves(json).stream().map(leaf -> Double.valueOf(leaf.asString())).toList();
    }

    /** Whether a field of a request is a tensor: all that are arrays are, except names of inputs. */
    private static boolean isTensor(String name, JsonNode value) {
        return value.isArray() ? !name.equals("wrt") : INPUTS.contains(name) && !value.isNull();
    }

    /** Inputs that may be bare numbers. */
    private static final List<String> INPUTS = List.of("predictions", "targets", "sample_weight", "mask", "grad_output",
            "var", "weight", "pos_weight", "dispersion");

    private static Map<String, JsonNode> tensors(ObjectNode request) {
        Map<String, JsonNode> tensors = new LinkedHashMap<>();
        request.properties().stream().filter(field -> isTensor(field.getKey(), field.getValue()))
                .forEach(field -> tensors.put(field.getKey(), field.getValue()));
        return tensors;
    }

    private static Map<String, JsonNode> parameters(ObjectNode request) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        request.properties().stream().filter(field -> !isTensor(field.getKey(), field.getValue()))
                .forEach(field -> parameters.put(field.getKey(), field.getValue()));
        return parameters;
    }

    private static boolean isBoolean(JsonNode tensor) {
        List<JsonNode> leaves = leaves(tensor);
        return !leaves.isEmpty() && leaves.getFirst().isBoolean();
    }

    private static ObjectNode protocol(ObjectNode request, boolean isBinary) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ArrayNode inputs = body.putArray("inputs");
        tensors(request).forEach((name, value) -> {
            ObjectNode input = inputs.addObject().put("name", name).put("datatype", isBoolean(value) ? "BOOL" : "FP64");
            ArrayNode shape = input.putArray("shape");
            shape(value).forEach(shape::add);
            if (isBinary) {
                input.putObject("parameters").put("binary_data_size", raw(value).size());
            } else {
                input.set("data", value);
            }
        });
        ObjectNode parameters = body.putObject("parameters");
        parameters(request).forEach(parameters::set);
        parameters.put("binary_data_output", isBinary);
        return body;
    }

    private static ByteString raw(JsonNode tensor) {
        List<JsonNode> leaves = leaves(tensor);
        if (isBoolean(tensor)) {
            byte[] flags = new byte[leaves.size()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = (byte) (leaves.get(i).asBoolean() ? 1 : 0);
            }
            return ByteString.copyFrom(flags);
        }
        return Messages.raw(numbers(tensor).stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Map<String, Bits> outputs(JsonNode response, @Nullable ByteBuffer binary) {
        Map<String, Bits> outputs = new TreeMap<>();
        response.get("outputs").forEach(output -> {
            List<Long> shape = output.get("shape").valueStream().map(JsonNode::asLong).toList();
            outputs.put(output.get("name").asString(), new Bits(shape, binary == null
                    ? numbers(output.get("data")).stream().map(Double::doubleToLongBits).toList()
                    : longs(binary, output.at("/parameters/binary_data_size").asInt() / Double.BYTES)));
        });
        return outputs;
    }

    private static List<Long> longs(ByteBuffer bytes, int count) {
        List<Long> longs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            longs.add(Double.doubleToLongBits(bytes.getDouble()));
        }
        return longs;
    }

    private static ModelInferRequest message(String loss, ObjectNode request, boolean isRaw) {
        ModelInferRequest.Builder message = ModelInferRequest.newBuilder().setModelName(loss);
        tensors(request).forEach((name, value) -> {
            InferInputTensor.Builder input = InferInputTensor.newBuilder().setName(name)
                    .setDatatype(isBoolean(value) ? "BOOL" : "FP64").addAllShape(shape(value));
            if (isRaw) {
                message.addRawInputContents(raw(value));
            } else if (isBoolean(value)) {
                input.setContents(InferTensorContents.newBuilder()
                        .addAllBoolContents(leaves(value).stream().map(JsonNode::asBoolean).toList()));
            } else {
                input.setContents(InferTensorContents.newBuilder().addAllFp64Contents(numbers(value)));
            }
            message.addInputs(input);
        });
        parameters(request).forEach((name, value) -> message.putParameters(name, parameter(value)));
        return message.build();
    }

    private static InferParameter parameter(JsonNode value) {
        InferParameter.Builder parameter = InferParameter.newBuilder();
        if (value.isBoolean()) {
            parameter.setBoolParam(value.asBoolean());
        } else if (value.isIntegralNumber()) {
            parameter.setInt64Param(value.asLong());
        } else if (value.isNumber()) {
            parameter.setDoubleParam(value.asDouble());
        } else if (value.isArray()) {
            parameter.setStringParam(value.valueStream().map(JsonNode::asString).collect(Collectors.joining(",")));
        } else if (value.isString()) {
            parameter.setStringParam(value.asString());
        }
        return parameter.build();
    }

    private static ModelInferResponse call(ManagedChannel grpc, ModelInferRequest request) {
        return GRPCInferenceServiceGrpc.newBlockingStub(grpc).withDeadlineAfter(1, TimeUnit.MINUTES)
                .modelInfer(request);
    }
}
