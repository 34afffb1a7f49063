package dev.nabla.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PackagedJarIT {

    private static final Pattern ADDRESS = Pattern.compile("https://localhost:(\\d+)/");
    private static final String READINESS = "/actuator/health/readiness";
    private static final String MSE = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    @Test
    void startWhenReadyShouldSayAddressLossesAndLimitsOnceEach() throws Exception {
        try (PackagedJar nabla = new PackagedJar()) {
            nabla.awaitStart();
            nabla.terminate();
            nabla.awaitExit();

            for (String subject : new String[]{"Address: ", "Losses: ", "Limits: "}) {
                assertThat(nabla.log()).filteredOn(line -> line.contains(subject)).hasSize(1);
            }
        }
    }

    @Test
    void startWhenServedUnderAPrefixByHttpsShouldSaySo(@TempDir Path folder) throws Exception {
        SelfSignedCertificate tls = new SelfSignedCertificate(folder);
        try (PackagedJar nabla = new PackagedJar("--server.servlet.context-path=/nabla",
                "--server.ssl.certificate=" + tls.certificate(),
                "--server.ssl.certificate-private-key=" + tls.privateKey())) {
            assertThat(nabla.awaitLog("Address: ")).containsPattern("https://localhost:\\d+/nabla/");
            assertThat(nabla.awaitLog("Losses: ")).contains("/nabla/v1/losses");
        }
    }

    @Test
    void terminateWhenRequestRunsShouldStillAnswerIt() throws Exception {
        try (PackagedJar nabla = new PackagedJar();
                SlowRequest request = new SlowRequest("localhost", nabla.awaitStart())) {
            nabla.terminate();
            nabla.awaitLog(SlowRequest.GRACEFUL_SHUTDOWN);

            assertThat(request.finish()).startsWith("HTTP/1.1 200").contains("\"loss\":1.3333333333333333");
            assertThat(nabla.awaitExit()).isEqualTo(143);
        }
    }

    /** As docs/operations.md runs it: TLS, HTTP/2, keys, a port for probes and metrics, and a structured log of requests. */
    @Test
    void startWhenRunAsInProductionShouldServeByHttp2AndKeepProbesApart(@TempDir Path folder) throws Exception {
        SelfSignedCertificate tls = new SelfSignedCertificate(folder);
        // the digest is that which printf %s the-key | sha256sum prints
        Path keys = Files.writeString(folder.resolve("keys"),
                "trainer ad44dc8e51cfbfa55e81ddbb626b466241069045066846e7e4cd096131505290 use,metrics\n");
        int managementPort = freePort();
        try (HttpClient client = tls.trustingClient();
                PackagedJar nabla = new PackagedJar(
                        "--spring.ssl.bundle.pem.nabla.keystore.certificate=" + tls.certificate(),
                        "--spring.ssl.bundle.pem.nabla.keystore.private-key=" + tls.privateKey(),
                        "--server.ssl.bundle=nabla", "--server.http2.enabled=true",
                        "--management.server.port=" + managementPort, "--management.server.ssl.enabled=false",
                        "--nabla.security.keys-file=" + keys, "--nabla.access-log.enabled=true",
                        "--logging.structured.format.console=logstash")) {
            int port = Integer.parseInt(ADDRESS.matcher(nabla.awaitLog("Address: ")).results().findFirst().orElseThrow()
                    .group(1));
            HttpRequest.Builder evaluate = HttpRequest
                    .newBuilder(URI.create("https://localhost:" + port + "/v1/losses/mse"))
                    .header("Content-Type", "application/json").header("User-Agent", "evil\t\"")
                    .POST(BodyPublishers.ofString("{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}"));
            HttpResponse<String> refusal = client.send(evaluate.build(), BodyHandlers.ofString());
            assertThat(refusal.statusCode()).isEqualTo(401);
            HttpResponse<String> answer = client.send(evaluate.header("X-API-Key", "the-key").build(),
                    BodyHandlers.ofString());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body())
                    .isEqualTo("{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}");

            JsonNode line = JsonMapper.shared().readTree(nabla.awaitLog("api_key:trainer"));
            assertThat(line.get("path").asString()).isEqualTo("/v1/losses/{loss}");
            assertThat(line.get("status").asInt()).isEqualTo(200);
            assertThat(line.get("user_agent").asString()).isEqualTo("evil\t\"");

            ServiceClient management = new ServiceClient(managementPort);
            assertThat(management.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
            Answer metrics = management.get("/actuator/prometheus");
            assertThat(metrics.status()).isEqualTo(401);
            assertThat(metrics.header("content-type")).isEqualTo("application/problem+json");
            assertThat(
                    management.send(management.request("/actuator/prometheus").header("X-API-Key", "the-key")).text())
                    .contains("nabla_evaluations_seconds_count");
            assertThat(client.send(HttpRequest
                    .newBuilder(URI.create("https://localhost:" + port + "/actuator/health/readiness"))
                    .header("X-API-Key", "the-key").build(), BodyHandlers.discarding()).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void terminateWhenDrainingShouldNotBeReadyButAnswerAndThenCloseConnections() throws Exception {
        try (PackagedJar nabla = new PackagedJar("--nabla.shutdown.drain=4s")) {
            ServiceClient service = new ServiceClient(nabla.awaitStart());
            assertThat(service.get(READINESS).status()).isEqualTo(200);
            nabla.terminate();
            nabla.awaitLog("Draining");

            assertThat(service.get(READINESS).status()).isEqualTo(503);
            Answer first = service.evaluate("mse", MSE);
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("connection")).isNotEqualTo("close");
            Answer last = first;
            while (!last.header("connection").equals("close")) {
                last = service.evaluate("mse", MSE);
                assertThat(last.status()).isEqualTo(200);
            }
            assertThat(nabla.awaitExit()).isEqualTo(143);
        }
    }

    @Test
    void terminateWhenProbesHaveAPortOfTheirOwnShouldNotBeReadyThere() throws Exception {
        int port = freePort();
        try (PackagedJar nabla = new PackagedJar("--nabla.shutdown.drain=4s", "--management.server.port=" + port)) {
            nabla.awaitStart();
            ServiceClient probes = new ServiceClient(port);
            assertThat(probes.get(READINESS).status()).isEqualTo(200);
            nabla.terminate();
            nabla.awaitLog("Draining");

            assertThat(probes.get(READINESS).status()).isEqualTo(503);
            assertThat(nabla.awaitExit()).isEqualTo(143);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
