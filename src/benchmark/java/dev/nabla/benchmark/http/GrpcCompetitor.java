package dev.nabla.benchmark.http;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.ModelInferRequest;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;

/** A server that is called by one client of gRPC, with the defaults of the library, again as soon as it has the answer. */
record GrpcCompetitor(String name, Server server, int port, ModelInferRequest request) implements Competitor {

    @Override
    public byte[] answer() throws IOException {
        ManagedChannel channel = channel();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel).modelInfer(request).toByteArray();
        } finally {
            channel.shutdownNow();
        }
    }

    @Override
    public Latencies work(Duration time) {
        ManagedChannel channel = channel();
        try {
            GRPCInferenceServiceBlockingStub stub = GRPCInferenceServiceGrpc.newBlockingStub(channel);
            Duration before = server.cpuTime();
            Latencies latencies = new Latencies();
            long start = System.nanoTime();
            long end = start;
            do {
                long sent = end;
                stub.modelInfer(request);
                end = System.nanoTime();
                latencies.add(end - sent);
            } while (end - start < time.toNanos());
            return latencies.in(end - start).with(server.cpuTime().minus(before));
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel channel() {
        return NettyChannelBuilder.forAddress("localhost", port).usePlaintext()
                .maxInboundMessageSize(Integer.MAX_VALUE).build();
    }
}
