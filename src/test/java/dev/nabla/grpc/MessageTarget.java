package dev.nabla.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.nabla.codec.fuzz.FuzzedRead;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;

/** A fuzz target: bytes as a message with a request. What is no message is refused before it gets here. */
public final class MessageTarget {

    private MessageTarget() {}

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        new FuzzedRead(bytes -> new InferMessageReader(message(bytes)).request()).run(data);
    }

    private static ModelInferRequest message(byte[] data) {
        try {
            return ModelInferRequest.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidRequestException(Fault.whole(String.valueOf(e.getMessage())));
        }
    }
}
