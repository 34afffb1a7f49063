package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How documents are sent: compressed, tagged, protected; and that tensors are not. */
@ServiceTest
class DocumentTests {

    private static final String KATEX = "/webjars/katex/0.16.47/dist/katex.min.js";

    @Autowired
    ServiceClient service;

    @ParameterizedTest
    @ValueSource(
        strings = {"/losses", "/losses/huber", "/losses/huber.svg", "/migration", "/formulas", "/v1/losses",
                "/v1/losses/huber",
                "/v1/losses/huber/curve", "/v3/api-docs", "/v3/api-docs.yaml", KATEX, "/swagger-ui/swagger-ui.css",
                "/actuator/prometheus"})
    void documentWhenGzipIsAcceptedShouldBeCompressed(String path) throws IOException {
        Answer plain = service.get(path);
        Answer compressed = service.send(service.request(path).header("Accept-Encoding", "gzip"));
        assertThat(plain.header("content-encoding")).isEmpty();
        assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
        if (!path.startsWith("/actuator")) {
            assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                    .isEqualTo(plain.body());
        }
    }

    @Test
    void tensorWhenGzipIsAcceptedShouldNotBeCompressed() {
        for (int count : new int[]{3, 10_000}) {
            String numbers = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
            Answer answer = service.send(service.request("/v1/losses/mse").header("content-type", "application/json")
                    .header("Accept-Encoding", "gzip").POST(BodyPublishers.ofString(
                            "{\"predictions\": [" + numbers + "], \"targets\": [" + numbers + "]}")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-encoding")).isEmpty();
            assertThat(answer.header("etag")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/losses", "/losses/huber", "/losses/huber.svg", "/migration", "/formulas", "/v1/losses",
                "/v1/losses/huber",
                "/v3/api-docs", "/v3/api-docs.yaml", "/favicon.svg", "/assets/page.css",
                "/swagger-ui/swagger-ui-bundle.js"})
    void documentWhenItHasNotChangedShouldNotBeSentAgain(String path) {
        Answer first = service.get(path);
        assertThat(first.header("cache-control")).isEqualTo("no-cache");
        assertThat(first.header("etag")).startsWith("W/\"");
        Answer again = service.send(service.request(path).header("If-None-Match", first.header("etag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void webjarShouldBeKeptForAYear() {
        assertThat(service.get(KATEX).header("cache-control")).isEqualTo("max-age=31536000, public, immutable");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/", "/losses", "/losses/huber", "/losses/huber.svg", "/problems/busy", "/nothing",
                "/swagger-ui/index.html", KATEX, "/v1/losses", "/actuator/health"})
    void documentShouldSayWhatItMayDo(String path) {
        Answer answer = service.get(path, "text/html,*/*;q=0.8");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("content-security-policy")).contains("default-src 'none'", "script-src 'self';",
                "frame-ancestors 'none'").doesNotContain("unsafe");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
    }

    @Test
    void tensorShouldNotBeTakenForAnythingElse() {
        assertThat(service.evaluate("mse", "{\"predictions\": [1], \"targets\": [1]}").header("x-content-type-options"))
                .isEqualTo("nosniff");
        assertThat(service.evaluate("mse", "{").header("x-content-type-options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.svg", "/favicon.ico"})
    void iconShouldBeTheNabla(String path) {
        Answer icon = service.get(path);
        assertThat(icon.status()).isEqualTo(200);
        assertThat(icon.header("content-type")).startsWith("image/svg+xml");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        textBlock = """
            /v1/losses; GET,HEAD,OPTIONS
            /v1/losses/mse; GET,HEAD,OPTIONS,POST
            /v1/losses/mae; GET,HEAD,OPTIONS,POST
            /v1/losses/mse/gradcheck; OPTIONS,POST
            /v1/losses/mse/curve; GET,HEAD,OPTIONS
            /v1/networks/backpropagate; OPTIONS,POST
            /v1/networks/train; OPTIONS,POST
            /v1/optimizers/sgd/step; OPTIONS,POST
            /losses/mse; GET,HEAD,OPTIONS
            /; GET,HEAD,OPTIONS
            /actuator/health; GET,HEAD,OPTIONS
            """)
    void optionsShouldNameTheMethodsThatExist(String path, String methods) {
        Answer answer = service.send(service.request(path).method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("allow").split(", ?")).containsExactlyInAnyOrder(methods.split(","));
    }

    @Test
    void preflightWhenNoOriginIsAllowedShouldRefuse() {
        Answer answer = service.send(service.request("/v1/losses/mse").method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://example.org").header("Access-Control-Request-Method", "POST"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.response().headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-allow"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/", "/swagger-ui.html", "/swagger-ui", "/v3/api-docs/swagger-config", "/v3/api-docs.yaml",
                "/nothing", "/losses"})
    void answerWhenAnotherHostIsForwardedShouldNotNameIt(String path) {
        Answer answer = service.send(service.request(path).header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil").header("Forwarded", "host=evil.example"));
        assertThat(answer.text()).doesNotContain("evil");
        assertThat(answer.response().headers().map().toString()).doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui.html", "/swagger-ui"})
    void redirectWhenHostIsAnotherShouldNotLeadThere(String path) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET " + path + " HTTP/1.1", "Host: evil.example", "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 302").contains("swagger-ui/index.html")
                    .doesNotContain("evil");
        }
    }

    @Test
    void documentOfTheApiShouldNameItsServerRelativeToItself() {
        assertThat(service.get("/v3/api-docs").json().at("/servers/0/url").asString()).isEqualTo("..");
    }

    @Test
    void infoShouldNameVersionAndCommit() {
        Answer info = service.get("/actuator/info");
        assertThat(info.json().at("/build/version").asString()).isNotBlank();
        // in a checkout; an archive of the sources has none
        assertThat(info.json().at("/git/commit/id").asString(""))
                .matches(Files.exists(Path.of(".git")) ? "[0-9a-f]{7,}" : "");
    }

    @Test
    void latencyShouldBeCountedInBuckets() {
        service.evaluate("mse", "{\"predictions\": [1], \"targets\": [1]}");
        List<String> buckets = service.get("/actuator/prometheus").text().lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_bucket")
                        && line.contains("uri=\"/v1/losses/{loss}\"") && line.contains("status=\"200\""))
                .toList();
        assertThat(buckets).hasSizeBetween(20, 100).anyMatch(line -> line.contains("le=\"1.0E-4\""))
                .anyMatch(line -> line.contains("le=\"+Inf\""));
    }

    @Test
    void pageShouldHaveNoScriptOfItsOwn() {
        assertThat(service.get("/losses/huber").text()).doesNotContainPattern("<script>|<style>| on[a-z]+=");
        assertThat(new String(service.get("/swagger-ui/index.html").body(), StandardCharsets.UTF_8))
                .doesNotContainPattern("<script>|<style>");
    }
}
