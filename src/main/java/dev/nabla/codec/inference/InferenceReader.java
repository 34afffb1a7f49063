package dev.nabla.codec.inference;

import dev.nabla.codec.binary.ElementReader;
import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.request.Fields;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads requests in HTTP: a JSON object, after which the tensors that are not in it may follow as binary data, in the order of
 * the inputs and without anything between them.
 */
public final class InferenceReader {

    /** The header of HTTP with the length of the JSON in a body that has binary data too. */
    public static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    /** The length of a body that does not say it. */
    static final long UNKNOWN = -1;

    private final JsonLimits limits;

    public InferenceReader(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a request that is all JSON.
     *
     * @throws dev.nabla.codec.json.MalformedJsonException if it is not JSON
     * @throws dev.nabla.request.InvalidRequestException if it is no request
     */
    public InferenceRequest read(InputStream body) throws IOException {
        return new InferenceDocument(json(body), null, UNKNOWN).request();
    }

    /**
     * Reads a request with binary data, of which only the JSON is read now.
     *
     * @param headerLength the length of the JSON in bytes
     * @param length the length of the body in bytes; -1 if it is not known
     * @throws MalformedTensorsException if the lengths do not fit each other
     * @throws dev.nabla.codec.json.MalformedJsonException if what should be JSON is not
     * @throws dev.nabla.request.InvalidRequestException if it is no request
     */
    public InferenceRequest read(InputStream body, long headerLength, long length) throws IOException {
        if (length != UNKNOWN && headerLength > length) {
            throw new MalformedTensorsException("the body of " + length + " bytes is shorter than the JSON in it, of "
                    + headerLength + " bytes");
        }
        Fields json = json(new HeadInput(body, headerLength));
        return new InferenceDocument(json, new ElementReader(body), length == UNKNOWN ? UNKNOWN : length - headerLength)
                .request();
    }

    private Fields json(InputStream in) throws IOException {
        return new JsonRequestReader(InferenceDocument.KINDS, limits, null).read(in);
    }
}
