package dev.nabla.grpc;

import dev.nabla.codec.fuzz.FuzzedRead;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** A fuzz target: bytes as a message with a request. What is no message is refused before it gets here. */
public final class MessageTarget {

    private MessageTarget() {}

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        new FuzzedRead(bytes -> new InferMessageReader(message(bytes)).request()).run(data);
    }

    private static InferMessage message(byte[] data) {
        try {
            return InferMessage.in(new ByteArrayInputStream(data));
        } catch (IOException e) {
            throw new InvalidRequestException(Fault.whole(String.valueOf(e.getMessage())));
        }
    }
}
