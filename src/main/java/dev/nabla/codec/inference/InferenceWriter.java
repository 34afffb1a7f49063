package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementWriter;
import dev.nabla.codec.json.JsonWriter;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;

/** Writes responses in HTTP: a JSON object, and then the tensors that are sent as binary data. */
public final class InferenceWriter {

    private final InferenceResponse response;

    public InferenceWriter(InferenceResponse response) {
        this.response = response;
    }

    /** The length of the JSON in bytes, which is written twice to find it, since it may be long and is not kept. */
    public long headerLength() throws IOException {
        CountingOutput count = new CountingOutput();
        writeHeader(count);
        return count.bytes;
    }

    /** Writes the response to a stream, which is neither flushed nor closed. */
    public void write(OutputStream out) throws IOException {
        writeHeader(out);
        ElementWriter binary = new ElementWriter(out);
        for (InferenceResponse.Output output : response.outputs()) {
            if (output.isBinary()) {
                binary.write(output.tensor());
            }
        }
    }

    private void writeHeader(OutputStream out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject().name("model_name").string(response.model()).name("model_version")
                .string(response.version());
        if (response.id() != null) {
            json.name("id").string(response.id());
        }
        json.name("outputs").beginArray();
        for (InferenceResponse.Output output : response.outputs()) {
            write(output, json);
        }
        json.endArray().endObject();
        json.finish();
    }

    private static void write(InferenceResponse.Output output, JsonWriter json) throws IOException {
        json.beginObject().name("name").string(output.name()).name("datatype").string(output.type().inferenceName());
        Shape shape = output.tensor().shape();
        json.name("shape").beginArray();
        for (int axis = 0; axis < shape.rank(); axis++) {
            json.integer(shape.size(axis));
        }
        json.endArray();
        if (output.isBinary()) {
            json.name("parameters").beginObject().name("binary_data_size").integer(output.bytes()).endObject();
        } else {
            json.name("data").tensor(flat(output.tensor()));
        }
        json.endObject();
    }

    private static Tensor flat(Tensor tensor) {
        Shape flat = Shape.of(tensor.shape().elements());
        return switch (tensor) {
            case Float64Tensor(Shape _, double[] values) -> new Float64Tensor(flat, values);
            case Float32Tensor(Shape _, float[] values) -> new Float32Tensor(flat, values);
        };
    }

    private static final class CountingOutput extends OutputStream {

        private long bytes;

        @Override
        public void write(int next) {
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes += length;
        }
    }
}
