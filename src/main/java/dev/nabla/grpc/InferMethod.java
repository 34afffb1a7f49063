package dev.nabla.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferResponse;
import io.grpc.Context;
import io.grpc.Detachable;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.ServerCalls.UnaryMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * ModelInfer without copies: the raw contents of a large request stay in the buffers of the connection, until its call has
 * ended, and those of a response go there from the tensors.
 */
final class InferMethod {

    private static final MethodDescriptor<ModelInferRequest, ModelInferResponse> PUBLISHED = GRPCInferenceServiceGrpc
            .getModelInferMethod();

    private static final MethodDescriptor<InferMessage, InferAnswer> METHOD = PUBLISHED
            .toBuilder(new Requests(PUBLISHED.getRequestMarshaller()), new Answers()).build();

    private InferMethod() {}

    /** The service with another implementation of the method. */
    static ServerServiceDefinition in(ServerServiceDefinition service,
            UnaryMethod<InferMessage, InferAnswer> implementation) {
        ServiceDescriptor.Builder described = ServiceDescriptor.newBuilder(service.getServiceDescriptor().getName())
                .setSchemaDescriptor(service.getServiceDescriptor().getSchemaDescriptor()).addMethod(METHOD);
        List<ServerMethodDefinition<?, ?>> others = service.getMethods().stream()
                .filter(method -> !method.getMethodDescriptor().getFullMethodName().equals(METHOD.getFullMethodName()))
                .toList();
        others.forEach(method -> described.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder defined = ServerServiceDefinition.builder(described.build())
                .addMethod(METHOD, ServerCalls.asyncUnaryCall(implementation));
        others.forEach(defined::addMethod);
        return defined.build();
    }

    private record Requests(Marshaller<ModelInferRequest> copying) implements Marshaller<InferMessage> {

        /** The size of a message below which a copy costs nothing that could be noticed, in bytes. */
        private static final int LARGE = 256 << 10;

        @Override
        public InputStream stream(InferMessage message) {
            throw new UnsupportedOperationException("a server sends no requests");
        }

        @Override
        public InferMessage parse(InputStream message) {
            try {
                return message.markSupported() && message.available() >= LARGE && message instanceof Detachable arrived
                        ? held(arrived.detach())
                        : InferMessage.of(copying.parse(message));
            } catch (InvalidProtocolBufferException e) {
                throw Status.INTERNAL.withDescription("Invalid protobuf byte sequence").withCause(e)
                        .asRuntimeException();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InferMessage held(InputStream message) throws IOException {
            MessageMemory.of(Context.current()).hold(message);
            return InferMessage.in(message);
        }
    }

    private record Answers() implements Marshaller<InferAnswer> {

        @Override
        public InputStream stream(InferAnswer answer) {
            return new AnswerStream(answer);
        }

        @Override
        public InferAnswer parse(InputStream message) {
            throw new UnsupportedOperationException("a server parses no answers");
        }
    }

    /** Writes itself to the connection. */
    private static final class AnswerStream extends InputStream implements Drainable, KnownLength {

        private final InferAnswer answer;

        AnswerStream(InferAnswer answer) {
            this.answer = answer;
        }

        @Override
        public int available() {
            return answer.size();
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            answer.writeTo(target);
            return answer.size();
        }

        @Override
        public int read() {
            return read(new byte[1], 0, 1);
        }

        @Override
        public int read(byte[] target, int from, int count) {
            throw new UnsupportedOperationException("a connection drains its messages");
        }
    }
}
