package dev.nabla.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * Has a channel to the service under test, whose port changes if Spring pauses it between tests. It goes before the service does,
 * which would wait half a minute for the rest of a message that it has refused.
 */
public final class GrpcClient implements SmartLifecycle {

    private final GrpcServerLifecycle server;
    private @Nullable ManagedChannel channel;
    private int port;

    GrpcClient(GrpcServerLifecycle server) {
        this.server = server;
    }

    /** A channel to the port at which the service listens now. */
    public ManagedChannel channel() {
        if (channel == null || port != server.getPort()) {
            stop();
            port = server.getPort();
            channel = NettyChannelBuilder.forAddress("localhost", port).usePlaintext()
                    .maxInboundMessageSize(Integer.MAX_VALUE).build();
        }
        return channel;
    }

    public int port() {
        return server.getPort();
    }

    /** Connects with the first call. */
    @Override
    public void start() {}

    @Override
    public boolean isRunning() {
        return channel != null;
    }

    @Override
    public void stop() {
        if (channel != null) {
            channel.shutdownNow();
            channel = null;
        }
    }
}
