package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Requests that never reach a loss, and the pages that explain problems. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class ProblemTests {

    private static final String BODY = "{\"predictions\": [1], \"targets\": [1]}";

    @Autowired
    ServiceClient service;

    // Spring looks for the charset of a request when it writes a problem; a name that no charset may have was a 500.
    @ParameterizedTest
    @ValueSource(strings = {"%onsense", "~onsense", "nonsense", "\"\""})
    void postWhenCharsetIsNoneShouldBeUnsupported(String charset) {
        assertThatIs(service.send(post().header("content-type", "application/json; charset=" + charset)), 415,
                "/problems/unsupported-media-type");
    }

    @Test
    void evaluateWhenLossIsUnknownShouldNameTheNearest() {
        Answer answer = service.evaluate("cross_entrpy", BODY);
        assertThatIs(answer, 404, "/problems/not-found");
        assertThat(answer.json().get("detail").asString()).contains("cross_entropy", "/v1/losses");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"MSE", "mse%20", "m", "%E2%88%87",
                "a-very-long-name-that-is-like-nothing-else-at-all-in-the-catalog-of-losses-is-it"})
    void evaluateWhenLossIsUnknownShouldAnswerNotFound(String loss) {
        assertThatIs(service.evaluate(loss, BODY), 404, "/problems/not-found");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/nothing", "/v1", "/v1/loss", "/v2/nothing", "/actuator", "/actuator/env",
                "/actuator/metrics",
                "/error", "/problems/nothing"})
    void getWhenThereIsNothingShouldAnswerNotFound(String path) {
        assertThat(service.get(path).status()).isEqualTo(404);
    }

    @Test
    void callWhenMethodDoesNotExistShouldNameThoseThatDo() {
        Answer answer = service.send(service.request("/v1/losses/mse").DELETE());
        assertThatIs(answer, 405, "/problems/method-not-allowed");
        assertThat(answer.header("allow")).contains("GET", "HEAD", "POST", "OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "nonsense"})
    void evaluateWhenMediaTypeIsAnotherShouldNameTheRightOne(String type) {
        Answer answer = service.send(post().header("content-type", type));
        assertThatIs(answer, 415, "/problems/unsupported-media-type");
        assertThat(answer.json().get("detail").asString()).contains("application/json");
    }

    @Test
    void evaluateWhenMediaTypeIsMissingShouldNameTheRightOne() {
        assertThatIs(service.send(post()), 415, "/problems/unsupported-media-type");
    }

    @Test
    void evaluateWhenBodyIsCompressedShouldRefuse() {
        Answer answer = service
                .send(post().header("content-type", "application/json").header("content-encoding", "br"));
        assertThatIs(answer, 415, "/problems/unsupported-media-type");
        assertThat(answer.json().get("detail").asString()).contains("compressed");
    }

    @Test
    void evaluateWhenCharsetIsUtf8ShouldAnswer() {
        assertThat(service.send(post().header("content-type", "application/json; charset=UTF-8")).status())
                .isEqualTo(200);
    }

    @Test
    void evaluateWhenAnswerIsNotAcceptableShouldSayWhatIs() {
        Answer answer = service.send(post().header("content-type", "application/json").header("accept", "text/html"));
        assertThatIs(answer, 406, "/problems/not-acceptable");
        assertThat(answer.header("accept")).isEqualTo("application/json, application/vnd.safetensors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.5"})
    void evaluateWhenAnswerIsAcceptableAmongOthersShouldAnswer(String accept) {
        Answer answer = service.send(post().header("content-type", "application/json").header("accept", accept));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void pageShouldExplainEveryType(ProblemType type) {
        Answer page = service.get(type.uri().toString());
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.text()).contains(type.title(), String.valueOf(type.status().value()));
    }

    private HttpRequest.Builder post() {
        return service.request("/v1/losses/mse").POST(BodyPublishers.ofString(BODY));
    }

    private static void assertThatIs(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString()).isEqualTo(type);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception", "dev.nabla", "springframework", "resource");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
            POST /v1/losses/mse HTTP/1.1        | Transfer-Encoding: foo           | 501 | not-implemented
            POST /v1/losses/mse HTTP/1.1        | Transfer-Encoding: gzip, chunked | 501 | not-implemented
            CONNECT localhost:80 HTTP/1.1       | X: x                             | 501 | not-implemented
            GET /v1/losses HTTP/3.0             | X: x                             | 505 | http-version-not-supported
            GET /v1/losses HTTP/3               | X: x                             | 505 | http-version-not-supported
            TRACE /v1/losses/mse HTTP/1.1       | X: x                             | 405 | method-not-allowed
            TRACE /v1/losses/mse?a=1 HTTP/1.1   | X: x                             | 405 | method-not-allowed
            POST /v1/losses/mse HTTP/1.1        | Expect: foo                      | 417 | expectation-failed
            POST /v1/losses/mse HTTP/1.1        | Content-Length: x                | 400 | bad-request
            GET /v1/losses?a=% HTTP/1.1         | X: x                             | 400 | bad-request
            GET /v1/losses?a=%zz HTTP/1.1       | X: x                             | 400 | bad-request
            GET /v1/losses?a=[b] HTTP/1.1       | X: x                             | 400 | bad-request
            GET // HTTP/1.1                     | X: x                             | 404 | not-found
            GET //?a=1 HTTP/1.1                 | X: x                             | 404 | not-found
            GET /actuator/health/x HTTP/1.1     | X: x                             | 404 | not-found
            GET /actuator/health/x HTTP/1.1     | Accept: application/json         | 404 | not-found
            GET /favicon.svg HTTP/1.1           | If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT | 412 | precondition-failed
            GET /favicon.svg HTTP/1.1           | Range: bytes=99999-              | 416 | range-not-satisfiable
            GET /v1/losses HTTP/1.2             | X: x                             | 505 | http-version-not-supported
            GET /actuator/health?a=%zz HTTP/1.1 | X: x                             | 400 | bad-request
            TRACE /actuator/health HTTP/1.1     | X: x                             | 405 | method-not-allowed
            FOO /actuator/health HTTP/1.1       | X: x                             | 405 | method-not-allowed
            GET /actuator/health HTTP/1.1       | Accept: a                        | 406 | not-acceptable
            GET /actuator/../error HTTP/1.1     | X: x                             | 404 | not-found
            """)
    void callWhenRequestIsNotUnderstoodShouldBeTheCallersMistake(String line, String header, int status, String type,
            CapturedOutput output) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines(line, "Host: x", header, "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 " + status).contains("\"status\":" + status,
                    "\"type\":\"/problems/" + type + "\"").doesNotContain("bug", "PUT", "\"/error\"");
        }
        assertThat(output.getAll()).doesNotContain("WARN ", "ERROR ", "Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/losses", "/v1/losses/mse", "/v1/losses/mse/curve", "/losses", "/problems/busy"})
    void getWhenAcceptIsMalformedShouldAnswerAProblem(String path) {
        assertThatIs(service.get(path, "a"), 406, "/problems/not-acceptable");
    }

    @Test
    void evaluateWhenAcceptIsMalformedShouldAnswerAProblem() {
        assertThatIs(service.send(post().header("content-type", "application/json").header("accept", "a")), 406,
                "/problems/not-acceptable");
    }

    @Test
    void getWhenTypeOfProblemIsUnknownShouldAnswerAProblem() {
        assertThatIs(service.get("/problems/x"), 404, "/problems/not-found");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/nothing", "/nothing/at/all", "/problems/x", "/losses/hubr", "/v1/losses/hubr",
                "/v1/losses/huber/curve?detla=1&dleta=2"})
    void getWhenBrowserAsksForWhatIsNotThereShouldAnswerAPage(String path) {
        Answer page = service.get(path, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        assertThat(page.status()).isIn(404, 422);
        assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.text()).contains("<h1>", "HTTP status " + page.status(), "<nav ")
                .doesNotContain("Exception", "=\"/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "application/json, text/html;q=0.5", "image/png"})
    void getWhenOthersAskForWhatIsNotThereShouldAnswerAProblem(String accept) {
        assertThatIs(service.get("/nothing", accept), 404, "/problems/not-found");
    }

    @Test
    void pageWhenNothingIsThereShouldNotRunWhatThePathSays() {
        assertThat(service.get("/losses/%3Cscript%3E", "text/html").text()).doesNotContain("<script>");
        assertThat(service.get("/v1/losses?%3Cscript%3E=1", "text/html,*/*;q=0.1").text()).contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void callWhenClientIsMistakenShouldNotBeLogged(CapturedOutput output) {
        service.send(service.request("/v1/losses/mse").DELETE());
        service.send(service.request("/losses").method("PATCH", BodyPublishers.noBody()));
        service.get("/nothing");
        service.get("/v1/losses", "image/png");
        service.evaluate("mse", "{");
        service.evaluate("mse", "{}");
        service.post("/v1/losses/mse", "text/plain", "x");
        service.get("/v1/losses/mse/curve?points=x", "image/svg+xml");
        assertThat(output.getAll()).doesNotContain("WARN ", "ERROR ", "Exception");
    }

    // Spring reads a body for actuators.
    @ParameterizedTest
    @ValueSource(strings = {"/v1/losses/mse", "/actuator/health"})
    void callWhenClientBreaksOffItsBodyShouldNotBeLogged(String path, CapturedOutput output) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET " + path + " HTTP/1.1", "Host: x", "Content-Type: application/json",
                    "Transfer-Encoding: chunked", "", "2", "{\"", "none", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 ");
        }
        assertThat(output.getAll()).doesNotContain("WARN ", "ERROR ", "Exception");
    }

    // refused before the body is read, which is not JSON
    @Test
    void evaluateWhenAnswerIsNotAcceptableShouldSayThatFirst() {
        assertThatIs(service.send(service.request("/v1/losses/mse").POST(BodyPublishers.ofString("{"))
                .header("content-type", "application/json").header("accept", "text/html")), 406,
                "/problems/not-acceptable");
    }

    // more types than Spring sorts
    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/v1/losses", "/actuator/health", "/actuator/prometheus"})
    void getWhenAcceptNamesManyTypesShouldAnswerAProblem(String path) {
        String many = "a/b, ".repeat(60) + "a/b";
        assertThat(service.get(path, many).status()).isIn(404, 406);
    }

    @Test
    void getWhenAcceptIsEmptyShouldAnswer() throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /actuator/prometheus HTTP/1.1", "Host: x", "Accept:", "Connection: close", "");
            assertThat(connection.line()).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/losses HTTP/1.1|Expect: x", "GET /v1/losses HTTP/2.0|X: y"})
    void callWhenConnectionIsClosedAfterwardsShouldAnnounceIt(String request) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines((request + "|Host: x|").split("\\|", -1));
            assertThat(connection.rest()).contains("Connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /v1/losses/mse", "GET /v1/losses", "POST /actuator/health"})
    void callWhenLengthsDifferShouldBeTheCallersMistake(String line) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines(line + " HTTP/1.1", "Host: x", "Content-Length: 3", "Content-Length: 4", "", "{");
            assertThat(connection.rest()).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
        }
    }

    // a trailer may have 8 KB
    @ParameterizedTest
    @ValueSource(
        strings = {"z\r\n{}", "-1\r\n{}", "fffffffff\r\n{}", "2\r\n{}x\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX: %s\r\n\r\n"})
    void evaluateWhenChunksAreMalformedShouldAnswerAProblem(String chunks) throws IOException {
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: x", "Content-Type: application/json",
                    "Transfer-Encoding: chunked", "");
            connection.send(chunks.formatted("y".repeat(9000)));
            connection.endRequest();
            assertThat(connection.rest()).startsWith("HTTP/1.1 400").contains("/problems/bad-request");
        }
    }

    @Test
    void callWhenContainerTurnsItAwayShouldStillAnswerAProblem() throws IOException {
        // a slash escaped in the path is refused by Tomcat before it comes to the application
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection.sendLines("GET /v1/losses/..%2f..%2fetc HTTP/1.1", "Host: x", "Connection: close", "");
            assertThat(connection.rest()).startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "/problems/bad-request")
                    .doesNotContain("Tomcat", "Exception", "html");
        }
    }
}
