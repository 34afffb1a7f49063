package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.client.ServiceClient;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.ServerReadyRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Calls to a service that limits what a client may send. */
@GrpcTest
@TestPropertySource(
    properties = {"nabla.rate-limit.requests=3", "nabla.rate-limit.window=1h", "nabla.rate-limit.max-clients=100"})
class GrpcQuotaTests {

    @Autowired
    GrpcClient client;

    @Autowired
    ServiceClient http;

    private GRPCInferenceServiceBlockingStub service() {
        return GRPCInferenceServiceGrpc.newBlockingStub(client.channel());
    }

    @Test
    void callsWhenClientHasUsedUpItsLimitShouldBeRefusedAsRequestsOverHttpAre() {
        for (int i = 0; i < 3; i++) {
            assertThat(service().modelInfer(Messages.mse().build()).getOutputsCount()).isEqualTo(2);
        }

        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class,
                () -> service().modelInfer(Messages.mse().build()));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refusal.getStatus().getDescription())
                .startsWith("More than 3 requests in 3600 s, the limit set by nabla.rate-limit.requests. Retry in ");
        // A third of an hour, at most.
        assertThat(Long.parseLong(Objects.requireNonNull(refusal.getTrailers())
                .get(Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER))))
                .isBetween(1L, 1_200_000L);
        assertThat(http.get("/v1/losses").status()).isEqualTo(429);
        assertThat(service().serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    }
}
