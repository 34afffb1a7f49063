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
 * Reads requests: one JSON object of tensors and options, as it arrives and strictly by RFC 8259.
 *
 * <p>A field that is JSON but not what it should be becomes a {@link Field.Faulty}, and reading goes on, so that text
 * that is not JSON is always told from a request that is not valid.
 */
public final class JsonRequestReader {

    private final FieldKinds kinds;
    private final JsonLimits limits;
    private final @Nullable DType dtype;

    /**
     * @param kinds what each field holds
     * @param dtype how {@link FieldKind.Value#REAL} tensors are stored if that is known beforehand; else a field of kind
     *     {@link FieldKind.Value#DTYPE} tells, if it comes before them
     */
    public JsonRequestReader(FieldKinds kinds, JsonLimits limits, @Nullable DType dtype) {
        this.kinds = kinds;
        this.limits = limits;
        this.dtype = dtype;
    }

    /**
     * Reads one request to the end of the stream, which stays open.
     *
     * @throws MalformedJsonException if the text is not JSON, or nested too deeply
     * @throws InvalidRequestException if it is JSON but not an object
     */
    public Fields read(InputStream in) throws IOException {
        return new DocumentReader(kinds, new JsonScanner(new JsonInput(in), limits), dtype).read();
    }
}
