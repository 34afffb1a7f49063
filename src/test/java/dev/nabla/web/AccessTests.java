package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

/**
 * A service with rate limits, an access log and HTTP/2 without TLS, behind a proxy that it trusts. Each test comes from an address
 * of its own.
 */
@ServiceTest
@TestPropertySource(
    properties = {"nabla.rate-limit.requests=3", "nabla.rate-limit.bytes=1000B", "nabla.rate-limit.window=1h",
            "nabla.access-log.enabled=true", "server.http2.enabled=true", "server.forward-headers-strategy=framework"})
@ExtendWith(OutputCaptureExtension.class)
class AccessTests {

    private static final String BODY = "{\"predictions\": [1, 2, 3], \"targets\": [1, 2, 5]}";

    @Autowired
    ServiceClient service;

    private Answer evaluate(String address, BodyPublisher body) {
        return service.send(service.request("/v1/losses/mse").header("Content-Type", "application/json")
                .header("X-Forwarded-For", address).POST(body));
    }

    @Test
    void evaluateWhenLimitIsNotReachedShouldTellWhatIsLeft() {
        Answer answer = evaluate("192.0.2.1", BodyPublishers.ofString(BODY));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(answer.header("ratelimit-policy"))
                .isEqualTo("\"requests\";q=3;w=3600, \"bytes\";q=1000;qu=\"content-bytes\";w=3600");
        // a third of the requests is back after a third of the hour; the body has not been read yet
        assertThat(answer.header("ratelimit")).isEqualTo("\"requests\";r=2;t=1200, \"bytes\";r=1000;t=0");
        // the body is of 48 bytes, which come back in 48 thousandths of the hour, rounded up
        assertThat(evaluate("192.0.2.1", BodyPublishers.ofString(BODY)).header("ratelimit"))
                .matches("\"requests\";r=1;t=2[34]\\d\\d, \"bytes\";r=9[56]\\d;t=1\\d\\d");
    }

    @Test
    void evaluateWhenThereAreTooManyRequestsShouldRefuse() {
        for (int i = 0; i < 3; i++) {
            assertThat(evaluate("192.0.2.2", BodyPublishers.ofString(BODY)).status()).isEqualTo(200);
        }
        Answer answer = evaluate("192.0.2.2", BodyPublishers.ofString(BODY));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("type").asString()).isEqualTo("/problems/too-many-requests");
        assertThat(answer.json().get("detail").asString())
                .startsWith("More than 3 requests in 3600 s, the limit set by nabla.rate-limit.requests. Retry in 1");
        long wait = Long.parseLong(answer.header("retry-after"));
        // one of three comes back in a third of the hour, less the time of the test
        assertThat(wait).isBetween(1000L, 1200L);
        assertThat(answer.header("ratelimit")).isEqualTo("\"requests\";r=0;t=" + wait);
        assertThat(evaluate("192.0.2.3", BodyPublishers.ofString(BODY)).status()).isEqualTo(200);
    }

    @Test
    void inferWhenThereAreTooManyRequestsShouldRefuseInTheFormOfTheProtocol() {
        HttpRequest.Builder request = service.request("/v2/models/mse").header("X-Forwarded-For", "192.0.2.20");
        for (int i = 0; i < 3; i++) {
            assertThat(service.send(request).status()).isEqualTo(200);
        }
        Answer answer = service.send(request);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text()).startsWith("{\"error\":\"More than 3 requests in 3600 s");
        assertThat(answer.header("retry-after")).isNotEmpty();
        assertThat(service.send(service.request("/v2/health/ready").header("X-Forwarded-For", "192.0.2.20")).status())
                .isEqualTo(200);
    }

    @Test
    void evaluateWhenThereAreTooManyBytesShouldRefuse() {
        byte[] body = (BODY + " ".repeat(900)).getBytes(StandardCharsets.UTF_8);
        // without a length, so that only what has arrived can be counted
        assertThat(evaluate("192.0.2.4", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))).status())
                .isEqualTo(200);
        Answer answer = evaluate("192.0.2.4", BodyPublishers.ofByteArray(body));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.json().get("detail").asString()).contains("1000 bytes", "nabla.rate-limit.bytes");
    }

    @Test
    void getWhenItIsNotOfTheApiShouldNotBeLimited() {
        for (int i = 0; i < 5; i++) {
            Answer answer = service.send(
                    service.request("/actuator/health/readiness").header("X-Forwarded-For", "192.0.2.5"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("ratelimit")).isEmpty();
        }
    }

    /** An encoded letter leads to the same losses, and to the same limit. */
    @Test
    void getWhenPathIsEncodedShouldBeLimited() {
        assertThat(service.send(service.request("/%76%31/losses").header("X-Forwarded-For", "192.0.2.6"))
                .header("ratelimit")).startsWith("\"requests\";r=2");
    }

    @Test
    void logWhenRequestIsAnsweredShouldHaveALineOfIt(CapturedOutput output) {
        service.send(service.request("/v1/losses/mse?dtype=float32").header("Content-Type", "application/json")
                .header("X-Forwarded-For", "192.0.2.7").header("User-Agent", "test")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .POST(BodyPublishers.ofString(BODY)));
        // 48 is the length of the body, 50 that of {"loss":1.3333334,"gradient":[0.0,0.0,-1.3333334]}
        assertThat(lineWith(output, "client=address:192.0.2.7"))
                .matches(".*: method=POST path=/v1/losses/\\{loss} status=200 request_bytes=48 response_bytes=50"
                        + " duration_ms=\\d+\\.\\d+ client=address:192\\.0\\.2\\.7 address=127\\.0\\.0\\.1"
                        + " trace_id=0af7651916cd43dd8448eb211c80319c user_agent=test")
                .doesNotContain("predictions", "float32");
    }

    @Test
    void logWhenFilterRefusesShouldHaveALineOfIt(CapturedOutput output) {
        service.send(service.request("/v1/losses/mse").header("X-Forwarded-For", "192.0.2.8")
                .header("Content-Encoding", "br").POST(BodyPublishers.ofString(BODY)));
        assertThat(lineWith(output, "client=address:192.0.2.8")).contains("path=/v1/losses/mse status=415");
    }

    @Test
    void logWhenTomcatRefusesShouldHaveALineOfIt(CapturedOutput output) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /v1/%zz HTTP/1.1", "Host: localhost", "User-Agent: refused", "Connection: close",
                    "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 400");
        }
        assertThat(lineWith(output, "user_agent=refused")).contains("status=400");
    }

    @Test
    void logWhenCallerWritesControlCharactersShouldStayOnItsLine(CapturedOutput output) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /v1/x%0d%0amethod=GET%1b?predictions=secret HTTP/1.1", "Host: localhost",
                    "Content-Encoding: br", "User-Agent: inject\tstatus=200\" " + "x".repeat(1000),
                    "X-Forwarded-For: 192.0.2.9\tclient=admin", "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 4");
        }
        assertThat(lineWith(output, "inject")).contains("path=\"/v1/x%0d%0amethod=GET%1b\" status=415",
                "user_agent=\"inject\\tstatus=200\\\" xxx", "client=address:unknown").hasSizeLessThan(700)
                .doesNotContain("secret", "\u001b", "admin");
    }

    /** The line is written just after the answer. */
    private static String lineWith(CapturedOutput output, String text) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getOut().contains(text));
        List<String> lines = output.getOut().lines().filter(line -> line.contains(text)).toList();
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
