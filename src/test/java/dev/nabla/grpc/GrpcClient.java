package dev.nabla.grpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** Has a channel to the service under test, whose port changes if Spring pauses it between tests. */
public final class GrpcClient implements AutoCloseable {

    private final GrpcServerLifecycle server;
    private @Nullable ManagedChannel channel;
    private int port;

    GrpcClient(GrpcServerLifecycle server) {
        this.server = server;
    }

    /** A channel to the port at which the service listens now. */
    public ManagedChannel channel() {
        if (channel == null || port != server.getPort()) {
            close();
            port = server.getPort();
            channel = NettyChannelBuilder.forAddress("localhost", port).usePlaintext()
                    .maxInboundMessageSize(Integer.MAX_VALUE).build();
        }
        return channel;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }
}
