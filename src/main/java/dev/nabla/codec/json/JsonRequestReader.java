package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests: a JSON object of tensors and options. It parses the stream as it arrives, strictly by RFC 8259.
 *
 * <p>An invalid field becomes a {@link Field.Faulty} and reading continues, so that malformed JSON is always distinguished from
 * an invalid request.
 */
public final class JsonRequestReader {

    private final FieldKinds kinds;
    private final JsonLimits limits;
    private final @Nullable DType dtype;

    /**
     * @param kinds the kind of each field
     * @param dtype the dtype of {@link FieldKind.Value#REAL} tensors, if known in advance; otherwise a field of kind
     *     {@link FieldKind.Value#DTYPE} sets it, if it comes before them
     */
    public JsonRequestReader(FieldKinds kinds, JsonLimits limits, @Nullable DType dtype) {
        this.kinds = kinds;
        this.limits = limits;
        this.dtype = dtype;
    }

    /**
     * Reads a request to the end of the stream, which is not closed.
     *
     * @throws MalformedJsonException if the text is not JSON, or nested too deeply
     * @throws InvalidRequestException if it is JSON but not an object
     */
    public Fields read(InputStream in) throws IOException {
        return new DocumentReader(kinds, new JsonScanner(new JsonInput(in), limits, 1), dtype).read();
    }

    /**
     * Reads a request that is a line of a stream.
     *
     * @param bytes an array with the line, a line feed, and 64 bytes that may be read
     * @param from where it begins
     * @param to where the line feed is
     * @param line its number, for messages
     * @throws MalformedJsonException if the text is not JSON, or nested too deeply
     * @throws InvalidRequestException if it is JSON but not an object
     */
    public Fields read(byte[] bytes, int from, int to, long line) throws IOException {
        return new DocumentReader(kinds, new JsonScanner(new JsonInput(bytes, from, to), limits, line), dtype).read();
    }
}
