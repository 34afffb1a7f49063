package dev.nabla.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer finds what it looks for. */
class RulesTests {

    private static final String PROBLEM = "{\"type\":\"/problems/bad-request\",\"title\":\"Bad request\",\"status\":400,"
            + "\"detail\":\"malformed\"}";

    private static List<String> broken(int status, String type, String body) {
        return Rules.broken(new HttpAnswer(status, Map.of("content-type", List.of(type)),
                body.getBytes(StandardCharsets.UTF_8)), true, 10);
    }

    @Test
    void brokenWhenProblemIsWholeShouldBeEmpty() {
        assertThat(broken(400, "application/problem+json", PROBLEM)).isEmpty();
        assertThat(broken(404, "text/html;charset=UTF-8", "<!doctype html>")).isEmpty();
        assertThat(broken(200, "application/json", "{\"loss\":1.0}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip"})
    void brokenWhenErrorIsOfTheInferenceProtocolShouldBeEmpty(String coding) throws IOException {
        byte[] error = "{\"error\":\"There is no model x.\"}".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(error);
        }
        HttpAnswer answer = new HttpAnswer(404,
                Map.of("content-type", List.of("application/json"), "content-encoding", List.of(coding)),
                coding.isEmpty() ? error : compressed.toByteArray());
        assertThat(Rules.broken(answer, true, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void brokenWhenStatusIsOfAServerShouldNameIt(int status) {
        assertThat(broken(status, "application/problem+json", PROBLEM.replace("400", "" + status)))
                .containsExactly("status " + status);
    }

    @Test
    void brokenWhenServiceIsBusyAndSaysUntilWhenShouldBeEmpty() {
        HttpAnswer busy = new HttpAnswer(503, Map.of("content-type", List.of("application/problem+json"), "retry-after",
                List.of("1")), PROBLEM.replace("400", "503").getBytes(StandardCharsets.UTF_8));
        assertThat(Rules.broken(busy, true, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock = """
            "type":"/problems/bad-request", | ""
            "title":"Bad request",          | ""
            "status":400                    | "status":422
            "detail":"malformed"            | "detail":""
            malformed                       | dev.nabla.web.BodyFilter
            }                               | ""
            """,
        quoteCharacter = '\'')
    void brokenWhenProblemLacksSomethingShouldSaySo(String whole, String damaged) {
        String body = PROBLEM.replace(whole, damaged.equals("\"\"") ? "" : damaged);
        assertThat(broken(400, "application/problem+json", body)).isNotEmpty();
    }

    @Test
    void brokenWhenErrorIsNoProblemShouldSaySo() {
        assertThat(broken(404, "", "")).isNotEmpty();
        assertThat(broken(405, "application/problem+json", PROBLEM.replace("400", "405")))
                .containsExactly("405 without Allow");
    }

    @Test
    void brokenWhenAnswerIsHugeShouldSaySo() {
        assertThat(broken(200, "application/json", "[" + "0,".repeat(200_000) + "0]")).hasSize(1);
    }

    private static List<HttpAnswer> read(String text) throws IOException {
        var reader = new AnswerReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        List<HttpAnswer> answers = new ArrayList<>();
        for (HttpAnswer answer = reader.read("GET"); answer != null; answer = reader.read("GET")) {
            answers.add(answer);
        }
        return answers;
    }

    @Test
    void readShouldDivideAnswersByTheirFraming() throws IOException {
        List<HttpAnswer> answers = read("HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n{}"
                + "HTTP/1.1 404 \r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        assertThat(answers).extracting(HttpAnswer::status).containsExactly(200, 404);
        assertThat(answers).extracting(HttpAnswer::text).containsExactly("{}", "abc");
        assertThat(answers).extracting(HttpAnswer::isLast).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\n{}HTTP/1.1 200 \r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 3\r\n\r\n{}",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n",
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 \r\nContent-Le"})
    void readWhenFramingIsWrongShouldSaySo(String text) {
        assertThatIOException().isThrownBy(() -> read(text));
    }
}
