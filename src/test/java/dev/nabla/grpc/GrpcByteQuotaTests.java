package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.ModelInferRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Calls to a service that limits the bytes of a client. */
@GrpcTest
@TestPropertySource(properties = {"nabla.rate-limit.bytes=1000B", "nabla.rate-limit.window=1h"})
class GrpcByteQuotaTests {

    @Autowired
    GrpcClient client;

    private GRPCInferenceServiceBlockingStub service() {
        return GRPCInferenceServiceGrpc.newBlockingStub(client.channel());
    }

    @Test
    void callsWhenMessagesAreBeyondTheLimitShouldBeRefused() {
        ModelInferRequest large = Messages.mse().setId("x".repeat(2000)).build();
        assertThat(service().modelInfer(large).getOutputsCount()).isEqualTo(2);

        Status status = catchThrowableOfType(StatusRuntimeException.class,
                () -> service().modelInfer(Messages.mse().build())).getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription()).contains("1000 bytes", "nabla.rate-limit.bytes");
    }
}
