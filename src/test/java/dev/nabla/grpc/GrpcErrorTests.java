package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.nabla.grpc.protocol.ModelMetadataRequest;
import dev.nabla.grpc.protocol.ModelReadyRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What is wrong with a call: where it is, and what would be right. */
@GrpcTest
class GrpcErrorTests {

    @Autowired
    GrpcClient client;

    private GRPCInferenceServiceBlockingStub service;

    @BeforeEach
    void connect() {
        service = GRPCInferenceServiceGrpc.newBlockingStub(client.channel()).withDeadlineAfter(1, TimeUnit.MINUTES);
    }

    private static ModelInferRequest with(InferInputTensor.Builder predictions) {
        return Messages.mse().setInputs(0, predictions).build();
    }

    private static InferInputTensor.Builder typed(String datatype, InferTensorContents.Builder contents) {
        return Messages.input("predictions", datatype, 3).setContents(contents);
    }

    static Stream<Arguments> invalid() {
        InferTensorContents.Builder three = InferTensorContents.newBuilder().addFp64Contents(1).addFp64Contents(2)
                .addFp64Contents(3);
        return Stream.of(
                Arguments.of("predictions is missing", Messages.mse().clearInputs().build()),
                Arguments.of("inputs[0]: name is missing", with(Messages.doubles("", 1, 2, 3))),
                Arguments.of("predictions: the datatype must be one of FP64, FP32, FP16", with(typed("FP8", three))),
                Arguments.of("predictions: the datatype must be one of", with(typed("", three))),
                Arguments.of("predictions: FP16 has no form but binary data", with(typed("FP16", three))),
                Arguments.of("the tensor predictions has the negative size -1 in its shape [-1]",
                        with(Messages.input("predictions", "FP64", -1).setContents(three))),
                Arguments.of(
                        "the tensor predictions has more than 2147483647 elements in its shape [4611686018427387904, 4]",
                        with(Messages.input("predictions", "FP64", 1L << 62, 4).setContents(three))),
                Arguments.of("predictions data must have 2 elements, as the shape is [2], has 3",
                        with(Messages.input("predictions", "FP64", 2).setContents(three))),
                Arguments.of(
                        "predictions: the contents must be in fp32_contents, as the datatype is FP32, are in fp64_contents",
                        with(typed("FP32", three))),
                Arguments.of(
                        "predictions: the contents must be in fp64_contents, as the datatype is FP64, are in bytes_contents",
                        with(typed("FP64", InferTensorContents.newBuilder().addBytesContents(ByteString.EMPTY)))),
                Arguments.of("predictions data must have 3 elements, as the shape is [3], has 0",
                        with(Messages.input("predictions", "FP64", 3))),
                Arguments.of(
                        "predictions[1]: must be an integer from -32768 to 32767, as the datatype is INT16, got 40000",
                        with(typed("INT16", InferTensorContents.newBuilder().addIntContents(1).addIntContents(40000)
                                .addIntContents(3)))),
                Arguments.of(
                        "predictions[0]: must be an integer from -9007199254740992 to 9007199254740992, as the datatype is INT64, got 9007199254740993",
                        with(typed("INT64", InferTensorContents.newBuilder().addInt64Contents((1L << 53) + 1)))),
                Arguments.of(
                        "predictions[0]: must be an integer from 0 to 9007199254740992, as the datatype is UINT64, got 18446744073709551615",
                        with(typed("UINT64", InferTensorContents.newBuilder().addUint64Contents(-1)))),
                Arguments.of("predictions: an input has no parameters here, got binary_data_size",
                        with(Messages.doubles("predictions", 1, 2, 3).putParameters("binary_data_size",
                                InferParameter.newBuilder().setInt64Param(24).build()))),
                Arguments.of("predictions[2]: the number 1", Messages.mse()
                        .setInputs(0, Messages.doubles("predictions", 1, 2, 1e39))
                        .putParameters("dtype", Messages.text("float32")).build()),
                Arguments.of("inputs[1]: the name targets is repeated", with(Messages.doubles("targets", 1, 2, 3))),
                Arguments.of("target: mse has no such field; did you mean targets?",
                        Messages.mse().setInputs(1, Messages.doubles("target", 1, 2, 3)).build()),
                Arguments.of("targets must have the shape [3], has [2]",
                        Messages.mse().setInputs(1, Messages.doubles("targets", 1, 2)).build()),
                Arguments.of("outputs[0]: mse has no output gradients; did you mean gradient?",
                        Messages.mse().addOutputs(Messages.output("gradients")).build()),
                Arguments.of("outputs[1]: the name loss is repeated",
                        Messages.mse().addOutputs(Messages.output("loss")).addOutputs(Messages.output("loss")).build()),
                Arguments.of("delta: mse has no such field",
                        Messages.mse().putParameters("delta", Messages.text("1")).build()),
                Arguments.of("reduction must be one of \"none\"",
                        Messages.mse().putParameters("reduction", Messages.text("avg")).build()),
                Arguments.of("targets is a tensor; send it as an input",
                        Messages.mse().putParameters("targets", Messages.text("1")).build()),
                Arguments.of("raw_input_contents: must have one element for each of the 2 inputs, has 1",
                        Messages.mse().addRawInputContents(Messages.raw(1, 2, 3)).build()),
                Arguments.of("predictions: contents conflict with raw_input_contents; send one of them",
                        Messages.mse().addRawInputContents(Messages.raw(1, 2, 3))
                                .addRawInputContents(Messages.raw(1, 2, 3))
                                .build()),
                Arguments.of(
                        "targets: raw contents must be of 24 bytes, as the datatype is FP64 and the shape [3], are of 16",
                        Messages.rawMse().setRawInputContents(1, Messages.raw(1, 2)).build()));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void inferWhenTheMessageIsInvalidShouldSayWhere(String description, ModelInferRequest request) {
        assertThatFails(() -> service.modelInfer(request), Status.Code.INVALID_ARGUMENT, description);
    }

    private static void assertThatFails(Runnable call, Status.Code code, String description) {
        Status status = catchThrowableOfType(StatusRuntimeException.class, call::run).getStatus();
        assertThat(status.getDescription()).startsWith(description);
        assertThat(status.getCode()).isEqualTo(code);
    }

    @Test
    void callWhenModelOrVersionIsUnknownShouldBeNotFound() {
        assertThatFails(() -> service.modelInfer(Messages.mse().setModelName("msx").build()), Status.Code.NOT_FOUND,
                "There is no model msx; did you mean mse?");
        assertThatFails(() -> service.modelInfer(Messages.mse().setModelVersion("2").build()), Status.Code.NOT_FOUND,
                "The model mse has no version 2; its only version is 1.");
        assertThatFails(() -> service.modelReady(ModelReadyRequest.newBuilder().setName("msx").build()),
                Status.Code.NOT_FOUND, "There is no model msx");
        assertThatFails(() -> service.modelMetadata(ModelMetadataRequest.getDefaultInstance()), Status.Code.NOT_FOUND,
                "There is no model");
    }
}
