package dev.nabla.benchmark.http;

import com.sun.net.httpserver.HttpServer;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.nabla.grpc.protocol.ModelInferRequest;
import dev.nabla.grpc.protocol.ModelInferResponse;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A server of gRPC with the defaults of the library, which answers the contents of the first input. */
final class GrpcEcho extends GRPCInferenceServiceImplBase {

    private GrpcEcho() {}

    /** Starts it on the port given second; on the first, HTTP answers that it has started. */
    public static void main(String[] ports) throws IOException, InterruptedException {
        var server = NettyServerBuilder.forPort(Integer.parseInt(ports[1])).maxInboundMessageSize(Integer.MAX_VALUE)
                .addService(new GrpcEcho()).build().start();
        HttpServer started = HttpServer.create(new InetSocketAddress(Integer.parseInt(ports[0])), 0);
        started.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        started.start();
        server.awaitTermination();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> client) {
        client.onNext(ModelInferResponse.newBuilder().addRawOutputContents(request.getRawInputContents(0)).build());
        client.onCompleted();
    }
}
