package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementType;
import dev.nabla.codec.binary.ElementWriter;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request.
 *
 * @param model the name of the model that was used
 * @param version its version
 * @param id the id of the request, if it has one
 */
public record InferenceResponse(String model, String version, @Nullable String id, List<Output> outputs) {

    /** The response to a request of which these are the outputs, in order. */
    public static InferenceResponse of(InferenceRequest request, String model, String version,
            Map<String, Tensor> outputs) {
        return new InferenceResponse(model, version, request.id(), outputs.entrySet().stream()
                .map(output -> new Output(output.getKey(), output.getValue(), request.isBinary(output.getKey())))
                .toList());
    }

    /**
     * A tensor of the response.
     *
     * @param isBinary whether it is sent as binary data
     */
    public record Output(String name, Tensor tensor, boolean isBinary) {

        public ElementType type() {
            return ElementType.of(tensor.dtype());
        }

        /** Its size in binary form. */
        public long bytes() {
            return ElementWriter.bytes(tensor);
        }
    }

    /** Whether any of it is sent as binary data. */
    public boolean isBinary() {
        return outputs.stream().anyMatch(Output::isBinary);
    }

    /** The size of its binary data. */
    public long binaryBytes() {
        return outputs.stream().filter(Output::isBinary).mapToLong(Output::bytes).sum();
    }
}
