package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.DocumentedCall;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.StockClientContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Clients of others, and the calls that the documents show for each form, with the container image, gRPC switched on. */
@Testcontainers
@EnabledIf(
    value = "dev.nabla.deployment.ContainerImageIT#containersAreExpected",
    disabledReason = "There is no Docker engine")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ContainerClientsIT extends StockClientContract {

    @Container
    private static final GenericContainer<?> NABLA = ContainerImageIT.container().withExposedPorts(8080, 9090)
            .withEnv("SPRING_GRPC_SERVER_ENABLED", "true");

    @TempDir
    Path folder;

    @Override
    protected ServiceClient service() {
        return new ServiceClient(NABLA.getHost(), NABLA.getMappedPort(8080));
    }

    @Override
    protected String grpcAuthority() {
        return NABLA.getHost() + ":" + NABLA.getMappedPort(9090);
    }

    /** NumPy with safetensors, and curl with NDJSON, a batch and the inference protocol. */
    static Stream<DocumentedCall> callsShown() {
        return Stream.of("README.md", "docs/wires.md").flatMap(DocumentedCall::in)
                .filter(call -> Stream.of("safetensors", "ndjson", "/v1/batch", "/v2/")
                        .anyMatch(call.code()::contains));
    }

    @ParameterizedTest
    @MethodSource("callsShown")
    void callShouldAnswerAsShown(DocumentedCall call) throws IOException, InterruptedException {
        assertThat(call.run(service(), folder)).isEqualTo(call.output());
    }
}
