package dev.nabla.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.nabla.grpc.protocol.ModelInferResponse;
import dev.nabla.grpc.protocol.ModelInferResponse.InferOutputTensor;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Open Inference Protocol over gRPC.
 *
 * @param isRaw whether the contents of all tensors are raw bytes, rather than typed
 */
record GrpcWire(ManagedChannel channel, boolean isRaw) implements Wire {

    @Override
    public SortedMap<String, TensorValue> evaluate(String loss, ObjectNode request, String dtype) {
        ModelInferResponse response = GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(1, TimeUnit.MINUTES)
                .modelInfer(message(loss, InferenceRequest.of(request, dtype)));
        SortedMap<String, TensorValue> outputs = new TreeMap<>();
        for (int i = 0; i < response.getOutputsCount(); i++) {
            InferOutputTensor output = response.getOutputs(i);
            assertThat(output.getDatatype()).isEqualTo(InferenceRequest.datatype(dtype));
            List<Integer> shape = output.getShapeList().stream().map(Math::toIntExact).toList();
            outputs.put(output.getName(), isRaw
                    ? TensorValue.of(shape, response.getRawOutputContents(i).asReadOnlyByteBuffer(), dtype)
                    : TensorValue.of(shape, numbers(output.getContents(), dtype)));
        }
        return outputs;
    }

    private static double[] numbers(InferTensorContents contents, String dtype) {
        return (dtype.equals("float32") ? contents.getFp32ContentsList() : contents.getFp64ContentsList()).stream()
                .mapToDouble(Number::doubleValue).toArray();
    }

    private ModelInferRequest message(String loss, InferenceRequest inference) {
        ModelInferRequest.Builder message = ModelInferRequest.newBuilder().setModelName(loss);
        inference.tensors().forEach((name, tensor) -> {
            InferInputTensor.Builder input = message.addInputsBuilder().setName(name)
                    .setDatatype(InferenceRequest.datatype(tensor))
                    .addAllShape(TensorValue.shape(tensor).stream().map(Integer::longValue).toList());
            if (isRaw) {
                message.addRawInputContents(InferenceRequest.bytes(tensor));
            } else {
                input.setContents(contents(tensor));
            }
        });
        inference.parameters().forEach((name, value) -> message.putParameters(name, parameter(value)));
        return message.build();
    }

    private static InferTensorContents contents(JsonNode tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        return TensorValue.isBoolean(tensor)
                ? contents.addAllBoolContents(TensorValue.leaves(tensor).stream().map(JsonNode::asBoolean).toList())
                        .build()
                : contents.addAllFp64Contents(DoubleStream.of(TensorValue.numbers(tensor)).boxed().toList()).build();
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
}
