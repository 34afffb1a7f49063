package dev.nabla.grpc;

import com.google.protobuf.ByteString;
import dev.nabla.grpc.protocol.InferParameter;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferRequest.InferInputTensor;
import dev.nabla.grpc.protocol.ModelInferRequest.InferRequestedOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Messages of the tests, as a client makes them that knows the protocol only. */
final class Messages {

    private Messages() {}

    /** A request for the mean squared error of [1, 2, 3] and [1, 2, 5], by typed contents. */
    static ModelInferRequest.Builder mse() {
        return ModelInferRequest.newBuilder().setModelName("mse").setId("42")
                .addInputs(doubles("predictions", 1, 2, 3)).addInputs(doubles("targets", 1, 2, 5));
    }

    /** The same by raw contents. */
    static ModelInferRequest.Builder rawMse() {
        return ModelInferRequest.newBuilder().setModelName("mse").addInputs(input("predictions", "FP64", 3))
                .addInputs(input("targets", "FP64", 3)).addRawInputContents(raw(1, 2, 3))
                .addRawInputContents(raw(1, 2, 5));
    }

    static InferInputTensor.Builder input(String name, String datatype, long... shape) {
        return InferInputTensor.newBuilder().setName(name).setDatatype(datatype)
                .addAllShape(Arrays.stream(shape).boxed().toList());
    }

    static InferInputTensor.Builder doubles(String name, double... values) {
        return input(name, "FP64", values.length).setContents(contents(values));
    }

    static InferTensorContents contents(double... values) {
        return InferTensorContents.newBuilder().addAllFp64Contents(Arrays.stream(values).boxed().toList()).build();
    }

    static ByteString raw(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    static InferRequestedOutputTensor output(String name) {
        return InferRequestedOutputTensor.newBuilder().setName(name).build();
    }

    static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }
}
