package dev.nabla.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.nabla.client.ServiceClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.WaitingConsumer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import tools.jackson.databind.JsonNode;

@Testcontainers
@EnabledIf(value = "containersAreExpected", disabledReason = "There is no Docker engine")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ContainerImageIT {

    private static final long MEMORY = 256L << 20;
    private static final String MSE = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    /** Built as a user builds it; the name keeps the layers for the next time. */
    private static final ImageFromDockerfile IMAGE = new ImageFromDockerfile("nabla:it", false)
            .withDockerfile(Path.of("Dockerfile").toAbsolutePath()).withBuildArg("COMMIT", "c0ffee1")
            .withBuildImageCmdModifier(build -> build.withNetworkMode("host"));

    @Container
    private static final GenericContainer<?> NABLA = container();

    /** In CI a missing engine is a failure. */
    static boolean containersAreExpected() {
        return "true".equals(System.getenv("CI")) || DockerClientFactory.instance().isDockerAvailable();
    }

    /** A container with little memory that writes nowhere but to /tmp, without capabilities. */
    @SuppressWarnings("resource")
    static GenericContainer<?> container() {
        return new GenericContainer<>(IMAGE).withExposedPorts(8080).withTmpFs(Map.of("/tmp", "rw"))
                .withCreateContainerCmdModifier(create -> requireNonNull(create.getHostConfig())
                        .withReadonlyRootfs(true).withMemory(MEMORY).withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges:true")))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(5)));
    }

    private static ServiceClient client(GenericContainer<?> nabla) {
        return new ServiceClient(nabla.getHost(), nabla.getMappedPort(8080));
    }

    @Test
    void evaluateWhenMseShouldAnswerLossAndGradient() {
        assertThat(client(NABLA).evaluate("mse", MSE).text())
                .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");
    }

    @Test
    void kernelWhenStartedShouldBeTheVectorOne() {
        assertThat(NABLA.getLogs()).contains("Kernel: vectors of ");
    }

    @Test
    void healthWhenStartedShouldBeUp() {
        assertThat(client(NABLA).get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(client(NABLA).get("/actuator/health/liveness").text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void prometheusWhenEvaluatedShouldCountTheLoss() {
        client(NABLA).evaluate("mse", MSE);

        assertThat(client(NABLA).get("/actuator/prometheus").text())
                .containsPattern("nabla_evaluations_seconds_count\\{.*loss=\"mse\".*} [1-9]");
    }

    @Test
    void heapWhenMemoryIsLimitedShouldBeHalf() throws Exception {
        assertThat(NABLA.execInContainer("java", "-XX:+PrintFlagsFinal", "-version").getStdout())
                .containsPattern("MaxHeapSize += " + MEMORY / 2 + " ");
    }

    @Test
    void infoWhenBuiltShouldNameVersionAndCommit() {
        JsonNode info = client(NABLA).get("/actuator/info").json();

        assertThat(info.at("/build/version").asString()).isNotBlank();
        assertThat(info.at("/git/commit/id").asString()).isEqualTo("c0ffee1");
    }

    @Test
    void userWhenRunningShouldNotBeRoot() throws Exception {
        assertThat(NABLA.execInContainer("id", "-u").getStdout().strip()).isEqualTo("10001");
    }

    @Test
    void capabilitiesWhenRunningShouldBeNone() throws Exception {
        assertThat(shell("grep -E '^(Cap(Eff|Prm|Bnd)|NoNewPrivs):' /proc/1/status").lines()).hasSize(4)
                .allMatch(line -> line.matches("Cap...:\\s+0+|NoNewPrivs:\\s+1"));
    }

    @Test
    void imageShouldHaveNoFilesThatGiveTheRightsOfOthers() throws Exception {
        assertThat(shell("find / -xdev -type f -perm /6000")).isEmpty();
    }

    @Test
    void imageShouldHaveNoFilesThatTheServiceMayChange() throws Exception {
        assertThat(shell("find / -xdev -type f \\( -user 10001 -o -group 10001 -o -perm -o=w \\)")).isEmpty();
        assertThat(NABLA.execInContainer("touch", "/opt/nabla/new").getStderr()).contains("Read-only file system");
    }

    @Test
    void imageShouldNameWhatIsInIt() throws Exception {
        Path jar = Files.createTempFile("nabla", ".jar");
        NABLA.copyFileFromContainer("/opt/nabla/nabla.jar", jar.toString());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertThat(zip.getEntry("META-INF/sbom/application.cdx.json")).isNotNull();
        } finally {
            Files.delete(jar);
        }
    }

    /** What a command writes to its output in the container, as the service's user. */
    private static String shell(String command) throws Exception {
        return NABLA.execInContainer("sh", "-c", command).getStdout();
    }

    @Test
    void healthCheckWhenNothingAnswersShouldFail() throws Exception {
        ContainerConfig image = NABLA.getDockerClient().inspectImageCmd(NABLA.getDockerImageName()).exec().getConfig();
        List<String> test = requireNonNull(requireNonNull(requireNonNull(image).getHealthcheck()).getTest());
        String[] check = test.subList(1, test.size()).toArray(String[]::new);

        assertThat(NABLA.execInContainer(check).getExitCode()).isZero();
        assertThat(NABLA.execInContainer(ExecConfig.builder().command(check)
                .envVars(Map.of("SERVER_PORT", "9")).build()).getExitCode()).isNotZero();
    }

    @Test
    void environmentWhenSetShouldConfigureServiceAndJvm() throws Exception {
        try (GenericContainer<?> nabla = container()) {
            nabla.withEnv("NABLA_LIMITS_MAX_BODY_SIZE", "1KB").withEnv("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=40")
                    .start();

            assertThat(client(nabla).evaluate("mse", MSE + " ".repeat(1024)).status()).isEqualTo(413);
            assertThat(nabla.execInContainer("java", "-XX:+PrintFlagsFinal", "-version").getStdout())
                    .containsPattern("MaxRAMPercentage += 40\\.0");
        }
    }

    @Test
    void environmentWhenContextPathIsSetShouldServeBelowItAndBeHealthy() {
        try (GenericContainer<?> nabla = container()) {
            nabla.withEnv("SERVER_SERVLET_CONTEXT_PATH", "/nabla").start();

            assertThat(client(nabla).post("/nabla/v1/losses/mse", MSE).status()).isEqualTo(200);
            assertThat(nabla.getLogs()).contains("Starting AOT-processed NablaApplication", "/nabla/ (documentation");
        }
    }

    @Test
    void beansWhenNoOthersAreAskedForShouldBeThoseOfTheBuild() {
        assertThat(NABLA.getLogs()).contains("Starting AOT-processed NablaApplication");
    }

    @Test
    void environmentWhenDocumentIsSwitchedOffShouldHaveNone() {
        try (GenericContainer<?> nabla = container()) {
            nabla.withEnv("SPRINGDOC_API_DOCS_ENABLED", "false").withEnv("SPRINGDOC_SWAGGER_UI_ENABLED", "false")
                    .start();

            assertThat(client(nabla).evaluate("mse", MSE).status()).isEqualTo(200);
            assertThat(client(nabla).get("/v3/api-docs").status()).isEqualTo(404);
        }
    }

    /** As docs/operations.md runs it; it is healthy by its management port, which speaks plain HTTP. */
    @Test
    void environmentWhenTlsKeysAndManagementPortAreSetShouldServeAndBeHealthy(@TempDir Path folder) throws Exception {
        SelfSignedCertificate tls = new SelfSignedCertificate(folder);
        try (HttpClient client = tls.trustingClient(); GenericContainer<?> nabla = container()) {
            nabla.withExposedPorts(8080, 9090)
                    .withEnv("SPRING_SSL_BUNDLE_PEM_NABLA_KEYSTORE_CERTIFICATE", Files.readString(tls.certificate()))
                    .withEnv("SPRING_SSL_BUNDLE_PEM_NABLA_KEYSTORE_PRIVATEKEY", Files.readString(tls.privateKey()))
                    .withEnv("SERVER_SSL_BUNDLE", "nabla").withEnv("SERVER_HTTP2_ENABLED", "true")
                    .withEnv("MANAGEMENT_SERVER_PORT", "9090").withEnv("MANAGEMENT_SERVER_SSL_ENABLED", "false")
                    // printf %s the-key | sha256sum
                    .withEnv("NABLA_SECURITY_CLIENTS_TRAINER_KEYS",
                            "ad44dc8e51cfbfa55e81ddbb626b466241069045066846e7e4cd096131505290")
                    .withEnv("NABLA_SECURITY_CLIENTS_TRAINER_SCOPES", "use,metrics")
                    .withEnv("NABLA_ACCESS_LOG_ENABLED", "true").start();
            URI losses = URI.create("https://localhost:" + nabla.getMappedPort(8080) + "/v1/losses");

            assertThat(client.send(HttpRequest.newBuilder(losses).build(), BodyHandlers.discarding()).statusCode())
                    .isEqualTo(401);
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(losses).header("X-API-Key", "the-key").build(), BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            // A request is logged when its answer has been sent.
            Awaitility.await().untilAsserted(() -> assertThat(nabla.getLogs())
                    .contains("path=/v1/losses status=401", "client=api_key:trainer"));
            ServiceClient management = new ServiceClient(nabla.getHost(), nabla.getMappedPort(9090));
            assertThat(management.get("/actuator/health/readiness").status()).isEqualTo(200);
            assertThat(management.get("/actuator/prometheus").status()).isEqualTo(401);
            assertThat(management.send(management.request("/actuator/prometheus").header("X-API-Key", "the-key"))
                    .status()).isEqualTo(200);
        }
    }

    @Test
    void environmentWhenTracesAreAskedForShouldTrace() {
        try (GenericContainer<?> nabla = container()) {
            nabla.withEnv("SPRING_PROFILES_ACTIVE", "otlp").withEnv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:9")
                    .start();

            assertThat(client(nabla).evaluate("mse", MSE).header("traceresponse")).startsWith("00-");
        }
    }

    @Test
    void terminateWhenRequestRunsShouldStillAnswerIt() throws Exception {
        try (GenericContainer<?> nabla = container()) {
            nabla.start();
            try (SlowRequest request = new SlowRequest(nabla.getHost(), nabla.getMappedPort(8080))) {
                WaitingConsumer log = new WaitingConsumer();
                nabla.followOutput(log);
                nabla.getDockerClient().killContainerCmd(nabla.getContainerId()).withSignal("SIGTERM").exec();
                log.waitUntil(line -> line.getUtf8String().contains(SlowRequest.GRACEFUL_SHUTDOWN));

                assertThat(request.finish()).startsWith("HTTP/1.1 200").contains("\"loss\":1.3333333333333333");
                assertThat(nabla.getDockerClient().waitContainerCmd(nabla.getContainerId())
                        .exec(new WaitContainerResultCallback()).awaitStatusCode()).isEqualTo(143);
            }
        }
    }
}
