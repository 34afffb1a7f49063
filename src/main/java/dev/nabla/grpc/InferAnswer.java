package dev.nabla.grpc;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.nabla.codec.binary.ElementWriter;
import dev.nabla.grpc.protocol.ModelInferResponse;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A response as it is sent: its raw contents are written from the tensors, without a message that holds them.
 *
 * @param head the response without raw contents
 * @param raw the tensors whose elements are its raw contents
 */
record InferAnswer(ModelInferResponse head, List<Tensor> raw) {

    private static final int RAW = ModelInferResponse.RAW_OUTPUT_CONTENTS_FIELD_NUMBER;

    /** The size of the encoded response, in bytes. */
    int size() {
        long size = head.getSerializedSize();
        for (Tensor tensor : raw) {
            int bytes = Math.toIntExact(ElementWriter.bytes(tensor));
            size += CodedOutputStream.computeTagSize(RAW) + CodedOutputStream.computeUInt32SizeNoTag(bytes) + bytes;
        }
        return Math.toIntExact(size);
    }

    /** Encodes the response. */
    void writeTo(OutputStream target) throws IOException {
        CodedOutputStream out = CodedOutputStream.newInstance(target);
        head.writeTo(out);
        for (Tensor tensor : raw) {
            out.writeTag(RAW, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(Math.toIntExact(ElementWriter.bytes(tensor)));
            out.flush();
            new ElementWriter(target).write(tensor);
        }
        out.flush();
    }
}
