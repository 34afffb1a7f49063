package dev.nabla.grpc;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.service.access.CallerException;
import dev.nabla.service.access.Callers;
import dev.nabla.service.access.Client;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out who calls: by credentials, if callers have to have any, else by address. Whether the server lives is public. */
final class CallerInterceptor implements ServerInterceptor {

    private static final Context.Key<Client> CALLER = Context.key("caller");

    private static final Set<String> PUBLIC = Set.of(
            GRPCInferenceServiceGrpc.getServerLiveMethod().getFullMethodName(),
            GRPCInferenceServiceGrpc.getServerReadyMethod().getFullMethodName());

    private final @Nullable Callers callers;

    CallerInterceptor(@Nullable Callers callers) {
        this.callers = callers;
    }

    /** Whose call it is. */
    static Client caller(Context call) {
        return Objects.requireNonNull(CALLER.get(call));
    }

    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(ServerCall<T, R> call, Metadata headers,
            ServerCallHandler<T, R> next) {
        Client caller;
        try {
            caller = callers == null || isPublic(call)
                    ? address(call)
                    : callers.authenticate(name -> headers.get(key(name)));
        } catch (CallerException e) {
            call.close(status(e.reason()).withDescription(e.detail()), new Metadata());
            return new ServerCall.Listener<>() {
            };
        }
        return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
    }

    /** Whether it needs no credentials, and counts for no limit. */
    static boolean isPublic(ServerCall<?, ?> call) {
        return PUBLIC.contains(call.getMethodDescriptor().getFullMethodName());
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static Status status(CallerException.Reason reason) {
        return switch (reason) {
            case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
            case FORBIDDEN -> Status.PERMISSION_DENIED;
            case UNVERIFIABLE -> Status.UNAVAILABLE;
        };
    }

    private static Client address(ServerCall<?, ?> call) {
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return Client.ofAddress(peer instanceof InetSocketAddress address && address.getAddress() != null
                ? address.getAddress().getHostAddress()
                : "unknown");
    }
}
