package dev.nabla.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nabla.client.TokenIssuer;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc;
import dev.nabla.grpc.protocol.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.nabla.grpc.protocol.ServerReadyRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Calls to a service that takes API keys and tokens. */
@GrpcTest
class GrpcSecurityTests {

    private static final TokenIssuer ISSUER = new TokenIssuer();

    @Autowired
    GrpcClient client;

    /** The digests are those that printf %s KEY | sha256sum prints for old-key and metrics-key. */
    @DynamicPropertySource
    static void configure(DynamicPropertyRegistry registry) {
        registry.add("nabla.security.clients.trainer.keys",
                () -> "762c08fc17a1cc5f00d248f8b50f2f2f4d17ff2934ac31e64deacb3f5bb3f2ec");
        registry.add("nabla.security.clients.prometheus.keys",
                () -> "65d4b602383661868c37d43f1996ba907872c96a1f2f0e86e3b6f5e35d464066");
        registry.add("nabla.security.clients.prometheus.scopes", () -> "metrics");
        ISSUER.configure(registry);
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private GRPCInferenceServiceBlockingStub service(String name, String value) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return GRPCInferenceServiceGrpc.newBlockingStub(client.channel())
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static void assertThatFails(GRPCInferenceServiceBlockingStub service, Status.Code code,
            String description) {
        Status status = catchThrowableOfType(StatusRuntimeException.class,
                () -> service.modelInfer(Messages.mse().build())).getStatus();
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getDescription()).startsWith(description);
    }

    @Test
    void inferWhenCredentialsAreMissingShouldNameThoseThatAreTaken() {
        assertThatFails(GRPCInferenceServiceGrpc.newBlockingStub(client.channel()), Status.Code.UNAUTHENTICATED,
                "The call has no credentials; send an API key in X-API-Key or a token in Authorization: Bearer");
    }

    @Test
    void inferWhenCredentialsAreNotValidShouldRefuse() {
        assertThatFails(service("x-api-key", "other-key"), Status.Code.UNAUTHENTICATED, "The API key is not known");
        assertThatFails(service("authorization", "Bearer abc"), Status.Code.UNAUTHENTICATED, "");
        assertThatFails(service("authorization", "Basic YTpi"), Status.Code.UNAUTHENTICATED,
                "The call has no credentials");
    }

    @Test
    void inferWhenTheClientLacksTheScopeShouldRefuse() {
        assertThatFails(service("x-api-key", "metrics-key"), Status.Code.PERMISSION_DENIED,
                "The client lacks the scope that this call needs: use");
    }

    @Test
    void inferWhenCredentialsAreValidShouldAnswer() {
        assertThat(service("x-api-key", "old-key").modelInfer(Messages.mse().build()).getOutputsCount()).isEqualTo(2);
        String token = ISSUER.sign(TokenIssuer.claims().claim("scope", "use").build());
        assertThat(service("authorization", "Bearer " + token).modelInfer(Messages.mse().build()).getOutputsCount())
                .isEqualTo(2);
    }

    @Test
    void healthShouldNeedNoCredentials() {
        assertThat(HealthGrpc.newBlockingStub(client.channel()).check(HealthCheckRequest.getDefaultInstance()))
                .isNotNull();
        assertThat(GRPCInferenceServiceGrpc.newBlockingStub(client.channel())
                .serverReady(ServerReadyRequest.getDefaultInstance()).getReady()).isTrue();
    }
}
