package dev.nabla.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import dev.nabla.grpc.protocol.ModelInferRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it has arrived.
 *
 * @param head the request, possibly without its raw contents
 * @param raw its raw contents, where they are
 */
record InferMessage(ModelInferRequest head, List<RawContents> raw) {

    private static final int RAW = ModelInferRequest.RAW_INPUT_CONTENTS_FIELD_NUMBER << 3
            | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    /**
     * The elements of a tensor.
     *
     * @param size their size in bytes
     * @param elements reads them once; those of another tensor may be read before or after, but not meanwhile
     */
    record RawContents(int size, InputStream elements) {}

    /** A request whose raw contents are in memory of their own. */
    static InferMessage of(ModelInferRequest request) {
        return new InferMessage(request, request.getRawInputContentsList().stream()
                .map(bytes -> new RawContents(bytes.size(), bytes.newInput())).toList());
    }

    /**
     * Parses a request, and leaves raw contents where they are: in the buffers of a stream, which must stay open and can be
     * reset to the beginning of the message.
     */
    static InferMessage in(InputStream message) throws IOException {
        message.mark(message.available());
        List<RawContents> raw = new ArrayList<>();
        UnknownFieldSet.Builder head = UnknownFieldSet.newBuilder();
        CodedInputStream input = CodedInputStream.newInstance(message);
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == RAW) {
                int size = input.readRawVarint32();
                raw.add(new RawContents(size, new Span(message, input.getTotalBytesRead())));
                input.skipRawBytes(size);
            } else if (!head.mergeFieldFrom(tag, input)) {
                input.checkLastTagWas(0);
            }
        }
        return new InferMessage(ModelInferRequest.parseFrom(head.build().toByteString()), raw);
    }

    /** A message from an offset on. */
    private static final class Span extends InputStream {

        private final InputStream message;
        private final int offset;
        private boolean isBegun;

        Span(InputStream message, int offset) {
            this.message = message;
            this.offset = offset;
        }

        @Override
        public int read() throws IOException {
            begin();
            return message.read();
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            begin();
            return message.read(target, from, count);
        }

        private void begin() throws IOException {
            if (!isBegun) {
                isBegun = true;
                message.reset();
                message.skipNBytes(offset);
            }
        }
    }
}
