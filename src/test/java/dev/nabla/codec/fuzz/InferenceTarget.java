package dev.nabla.codec.fuzz;

import dev.nabla.codec.inference.InferenceReader;
import dev.nabla.codec.inference.InferenceRequest;
import dev.nabla.codec.json.JsonLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** A fuzz target: two bytes for the length of the JSON, 0 for all, and the body of a request in HTTP. */
public final class InferenceTarget {

    private static final InferenceReader READER = new InferenceReader(new JsonLimits(16, 1000));

    private InferenceTarget() {}

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length > 1) {
            new FuzzedRead(InferenceTarget::request).run(data);
        }
    }

    private static InferenceRequest request(byte[] data) throws IOException {
        int header = ((data[0] & 0xFF) << 8) | (data[1] & 0xFF);
        byte[] body = Arrays.copyOfRange(data, 2, data.length);
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        return header == 0 ? READER.read(in) : READER.read(in, header, body.length);
    }

    /** The input for a body, of which {@code header} bytes are JSON; 0 for all. */
    static byte[] input(int header, byte... body) {
        byte[] input = new byte[body.length + 2];
        input[0] = (byte) (header >> 8);
        input[1] = (byte) header;
        System.arraycopy(body, 0, input, 2, body.length);
        return input;
    }
}
