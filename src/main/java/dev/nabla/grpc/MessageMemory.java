package dev.nabla.grpc;

import dev.nabla.service.admission.BusyException;
import dev.nabla.service.admission.MemoryBudget;
import dev.nabla.service.admission.TooCostlyException;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reserves memory for the messages of a call: for its request as it arrives, and for its response, until the call has ended. What
 * has arrived is held twice for a moment, by the connection and by the message.
 */
final class MessageMemory extends ServerStreamTracer {

    private static final Context.Key<MessageMemory> CURRENT = Context.key("memory");
    private static final int COPIES = 2;

    private final MemoryBudget.Reservation reservation;
    private long bytes;
    private long counted;
    private boolean isRefused;
    private boolean isClosed;
    private boolean isUsed;
    private @Nullable InputStream message;
    private @Nullable Runnable refusal;

    private MessageMemory(MemoryBudget.Reservation reservation) {
        this.reservation = reservation;
    }

    /** Follows all calls of a server. */
    static ServerStreamTracer.Factory factory(MemoryBudget budget) {
        return new ServerStreamTracer.Factory() {

            @Override
            public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
                return new MessageMemory(budget.open(() -> "gRPC"));
            }
        };
    }

    /** Ends calls whose messages find no memory. */
    static ServerInterceptor interceptor() {
        return new ServerInterceptor() {

            @Override
            public <T, R> ServerCall.Listener<T> interceptCall(ServerCall<T, R> call, Metadata headers,
                    ServerCallHandler<T, R> next) {
                ServerCall.Listener<T> listener = next.startCall(call, headers);
                of(Context.current()).onRefusal(() -> call.close(Status.UNAVAILABLE.withDescription(
                        "There is no memory for the message: other requests use it. Retry in a moment"),
                        new Metadata()));
                return listener;
            }
        };
    }

    /** The memory of a call. */
    static MessageMemory of(Context call) {
        return Objects.requireNonNull(CURRENT.get(call));
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(CURRENT, this);
    }

    @Override
    public synchronized void inboundWireSize(long more) {
        bytes += more;
        if (!isClosed && !isRefused && !reservation.tryRequire(COPIES * bytes)) {
            isRefused = true;
            refuse();
        }
    }

    /** The bytes that have arrived since it was asked last. */
    synchronized long takeUncounted() {
        long uncounted = bytes - counted;
        counted = bytes;
        return uncounted;
    }

    private synchronized void onRefusal(Runnable action) {
        refusal = action;
        refuse();
    }

    private void refuse() {
        if (isRefused && refusal != null) {
            refusal.run();
        }
    }

    /**
     * Reserves memory for a response.
     *
     * @throws BusyException if there is none in time
     * @throws TooCostlyException if no request may have so much
     */
    synchronized void require(long response) {
        if (!isClosed) {
            reservation.require(COPIES * (bytes + response));
        }
    }

    /** Keeps a message that lies in buffers of the connection, until its use or the call has ended. */
    synchronized void hold(InputStream buffers) {
        message = buffers;
        if (isClosed) {
            release();
        }
    }

    /**
     * Begins the use of the message, which the end of the call then waits for.
     *
     * @throws StatusRuntimeException if the call has ended
     */
    synchronized Use use() {
        if (isClosed) {
            throw Status.CANCELLED.withDescription("The call has ended").asRuntimeException();
        }
        isUsed = true;
        return this::endUse;
    }

    private synchronized void endUse() {
        isUsed = false;
        release();
    }

    /** The use of a message by the thread that answers it. */
    @FunctionalInterface
    interface Use extends AutoCloseable {

        @Override
        void close();
    }

    @Override
    public synchronized void streamClosed(Status status) {
        isClosed = true;
        if (!isUsed) {
            release();
        }
    }

    private void release() {
        InputStream buffers = message;
        message = null;
        if (buffers != null) {
            close(buffers);
        }
        if (isClosed) {
            reservation.close();
        }
    }

    private static void close(InputStream buffers) {
        try {
            buffers.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
