package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.PrefixContract;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** The container image behind HAProxy, as {@code docs/haproxy.cfg} configures it. */
@EnabledIf("dev.nabla.deployment.ContainerImageIT#containersAreExpected")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HaproxyIT extends PrefixContract {

    private static final int PORT = 8000;
    private static final List<Path> ADDRESSES = List.of(Path.of("/proc/net/fib_trie"), Path.of("/proc/net/if_inet6"));
    private static final String MSE = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    private final Network network = Network.newNetwork();
    private final GenericContainer<?> nabla = ContainerImageIT.container().withNetwork(network)
            .withNetworkAliases("nabla").withEnv("SERVER_FORWARD_HEADERS_STRATEGY", "framework");
    private final GenericContainer<?> haproxy = new GenericContainer<>("haproxy:3.2").withNetwork(network)
            .withExposedPorts(PORT)
            .withCopyFileToContainer(MountableFile.forHostPath(Path.of("docs", "haproxy.cfg")),
                    "/usr/local/etc/haproxy/haproxy.cfg")
            .waitingFor(Wait.forHttp("/nabla/actuator/health/readiness").forPort(PORT));

    @BeforeAll
    void start() {
        nabla.start();
        haproxy.start();
        awaitAddresses();
    }

    /** A browser drops what it is loading when an address is added; interfaces of containers get theirs seconds after the start. */
    private static void awaitAddresses() {
        AtomicReference<String> before = new AtomicReference<>("");
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofMinutes(1)).until(() -> {
            StringBuilder now = new StringBuilder();
            for (Path addresses : ADDRESSES) {
                now.append(Files.exists(addresses) ? Files.readString(addresses) : "");
            }
            return before.getAndSet(now.toString()).contentEquals(now);
        });
    }

    @AfterAll
    void stop() {
        haproxy.stop();
        nabla.stop();
        network.close();
    }

    private ServiceClient service() {
        return new ServiceClient(haproxy.getHost(), haproxy.getMappedPort(PORT));
    }

    @Override
    protected String address() {
        return service().address("/nabla");
    }

    @Test
    void evaluateShouldAnswer() {
        assertThat(service().post("/nabla/v1/losses/mse", MSE).text())
                .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");
    }

    @Test
    void problemShouldNamePathsAsTheVisitorSeesThem() {
        Answer answer = service().get("/nabla/v1/losses/hubr");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("instance").asString()).isEqualTo("/nabla/v1/losses/hubr");
        assertThat(service().get(answer.json().get("type").asString()).status()).isEqualTo(200);
    }

    @Test
    void serverOfTheDocumentShouldBeTheProxy() {
        String document = "/nabla/v3/api-docs";
        String server = service().get(document).json().at("/servers/0/url").asString();

        assertThat(URI.create(service().address(document)).resolve(server).getPath()).isEqualTo("/nabla/");
    }
}
