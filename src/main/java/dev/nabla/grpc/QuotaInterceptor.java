package dev.nabla.grpc;

import dev.nabla.service.access.ClientQuotas;
import dev.nabla.service.access.Quota;
import dev.nabla.service.access.RateLimit;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;

/** Refuses callers that send too much: the limits are those of HTTP, and both count together. */
final class QuotaInterceptor implements ServerInterceptor {

    /** The size of a message is known once it has arrived. */
    private static final long UNKNOWN = -1;

    private final ClientQuotas clients;

    QuotaInterceptor(ClientQuotas clients) {
        this.clients = clients;
    }

    @Override
    public <T, R> ServerCall.Listener<T> interceptCall(ServerCall<T, R> call, Metadata headers,
            ServerCallHandler<T, R> next) {
        if (!clients.areLimited() || CallerInterceptor.isPublic(call)) {
            return next.startCall(call, headers);
        }
        Context current = Context.current();
        List<Quota> quotas = clients.of(CallerInterceptor.caller(current));
        for (Quota quota : quotas) {
            Duration wait = quota.admit(UNKNOWN);
            if (wait.isPositive()) {
                call.close(refusal(quota.limit(), wait), GrpcErrors.pushback(wait));
                return new ServerCall.Listener<>() {
                };
            }
        }
        MessageMemory message = MessageMemory.of(current);
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {

            @Override
            public void onHalfClose() {
                count();
                super.onHalfClose();
            }

            @Override
            public void onCancel() {
                count();
                super.onCancel();
            }

            private void count() {
                long bytes = message.takeUncounted();
                quotas.forEach(quota -> quota.count(bytes));
            }
        };
    }

    private static Status refusal(RateLimit limit, Duration wait) {
        return Status.RESOURCE_EXHAUSTED.withDescription(
                "More than " + limit.explanation() + ". Retry in " + Quota.ceilSeconds(wait) + " s");
    }
}
