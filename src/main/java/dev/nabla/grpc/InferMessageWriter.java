package dev.nabla.grpc;

import dev.nabla.codec.inference.InferenceResponse;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.grpc.protocol.ModelInferResponse;
import dev.nabla.grpc.protocol.ModelInferResponse.InferOutputTensor;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes responses to messages: all contents raw, or all typed. */
final class InferMessageWriter {

    private InferMessageWriter() {}

    static InferAnswer answer(InferenceResponse response) {
        ModelInferResponse.Builder message = ModelInferResponse.newBuilder().setModelName(response.model())
                .setModelVersion(response.version()).setId(Objects.requireNonNullElse(response.id(), ""));
        List<Tensor> raw = new ArrayList<>();
        for (InferenceResponse.Output output : response.outputs()) {
            InferOutputTensor.Builder tensor = InferOutputTensor.newBuilder().setName(output.name())
                    .setDatatype(output.type().inferenceName());
            Shape shape = output.tensor().shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                tensor.addShape(shape.size(axis));
            }
            if (output.isBinary()) {
                raw.add(output.tensor());
            } else {
                tensor.setContents(typed(output.tensor()));
            }
            message.addOutputs(tensor);
        }
        return new InferAnswer(message.build(), raw);
    }

    private static InferTensorContents typed(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        switch (tensor) {
            case Float64Tensor(Shape _, double[] values) -> {
                for (double value : values) {
                    contents.addFp64Contents(value);
                }
            }
            case Float32Tensor(Shape _, float[] values) -> {
                for (float value : values) {
                    contents.addFp32Contents(value);
                }
            }
        }
        return contents.build();
    }
}
