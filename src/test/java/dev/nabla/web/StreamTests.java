package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams of requests over HTTP, to the letter. */
@ServiceTest
@TestPropertySource(properties = {"nabla.limits.max-body-size=1MB", "nabla.limits.memory=16MB"})
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StreamTests {

    private static final String NDJSON = "application/x-ndjson";
    private static final String MSE = "{\"predictions\":[1,2,3],\"targets\":[1,2,5]}";

    /** d = [0, 0, -2]: the mean of squares is 4/3, the gradient 2d/3. */
    private static final String MSE_ANSWER = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}";

    /** In HTTP/1.0, whose answers are not chunked. */
    private static final String ENDLESS = String.join("\r\n", "POST /v1/losses/mse HTTP/1.0", "Host: localhost",
            "Content-Type: application/x-ndjson", "Content-Length: 100000000000", "", "");

    @Autowired
    ServiceClient service;

    @Autowired
    MeterRegistry meters;

    private ServiceClient.Answer mse(String body) {
        return service.post("/v1/losses/mse", NDJSON, body);
    }

    private List<String> lines(String path, String... requests) {
        ServiceClient.Answer answer = service.post(path, NDJSON, String.join("\n", requests));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(NDJSON);
        return answer.text().lines().toList();
    }

    @Test
    void streamShouldAnswerEachLineWithALine() {
        assertThat(mse(MSE + "\n" + MSE + "\n").text()).isEqualTo(MSE_ANSWER + "\n" + MSE_ANSWER + "\n");
    }

    @Test
    void streamWhenEmptyShouldHaveNoAnswers() {
        ServiceClient.Answer answer = mse("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void streamShouldSkipBlankLinesAndTakeCarriageReturnsAndALastLineWithoutEnd() {
        assertThat(lines("/v1/losses/mse", "", MSE + "\r", " \t\r", MSE)).containsExactly(MSE_ANSWER, MSE_ANSWER);
    }

    // (1 - 3)^2 = 4, 2d = -4; the sum of squares of [1, 2] is 5, its gradient 2x
    @Test
    void streamsShouldBeTakenByFormulasObjectivesAndBatches() {
        String formula = "{\"formula\":\"x^2\",\"inputs\":{\"x\":[1,2]},\"reduction\":\"sum\"}";
        String objective = "{\"inputs\":{\"x\":[1,2]},\"terms\":[{\"formula\":\"x^2\",\"reduction\":\"sum\"}]}";
        String five = "{\"loss\":5.0,\"gradients\":{\"x\":[2.0,4.0]}}";
        String terms = "{\"loss\":5.0,\"gradients\":{\"x\":[2.0,4.0]},\"terms\":["
                + "{\"name\":\"formula\",\"value\":5.0,\"weighted_value\":5.0}]}";

        assertThat(lines("/v1/expressions", formula, formula)).containsExactly(five, five);
        assertThat(lines("/v1/objectives", objective)).containsExactly(terms);
        assertThat(lines("/v1/batch", formula, objective, "{\"predictions\":1,\"targets\":3,\"loss\":\"MSE\"}",
                "{\"predictions\":1,\"targets\":3,\"loss\":\"mse\"}"))
                .satisfiesExactly(first -> assertThat(first).isEqualTo(five),
                        second -> assertThat(second).isEqualTo(terms),
                        third -> assertThat(third).startsWith("{\"line\":3,\"error\":{").contains("did you mean mse?"),
                        last -> assertThat(last).isEqualTo("{\"loss\":4.0,\"gradient\":-4.0}"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void lineWhenItIsBadShouldFailAlone(String line, int status, String pointer, String detail) {
        List<String> answers = lines("/v1/losses/mse", MSE, line, MSE);

        assertThat(answers).hasSize(3).first().isEqualTo(MSE_ANSWER);
        assertThat(answers.getLast()).isEqualTo(MSE_ANSWER);
        JsonNode answer = JsonMapper.shared().readTree(answers.get(1));
        assertThat(answer.get("line").intValue()).isEqualTo(2);
        JsonNode error = answer.get("error");
        assertThat(error.get("status").intValue()).isEqualTo(status);
        assertThat(error.get("errors").get(0).get("pointer").asString()).isEqualTo(pointer);
        assertThat(error.get("errors").get(0).get("detail").asString()).contains(detail);
    }

    static Stream<Object[]> bad() {
        return Stream.of(new Object[][]{{"{\"predictions\":[1,2}", 400, "#/predictions/1", "(line 2, column 20)"},
                {"}{", 400, "#", "expected a value"}, {"[]", 422, "#", "must be a JSON object"},
                {MSE + MSE, 400, "#", "expected the end of the document"},
                {"{\"predictions\":[1],\"targets\":[\"one\"]}", 422, "#/targets/0", "one"},
                {"{\"predictions\":[1],\"targets\":[1,2]}", 422, "#/targets", "shape"},
                {"{\"a\":1,\"a\":1}", 400, "#/a", "duplicate key"}, {"\u0000", 400, "#", "0x00"}});
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 70_000, 900_000})
    void lineWhenLongShouldBeAnsweredInItsPlace(int length) {
        String padded = MSE + " ".repeat(length) + "\n";
        assertThat(mse(MSE + "\n" + padded + MSE + "\n" + padded + padded + MSE).text())
                .isEqualTo((MSE_ANSWER + "\n").repeat(6));
    }

    @Test
    void lineWhenLargerThanABodyShouldFailAlone() {
        String large = "{\"predictions\":[1" + ",1".repeat(600_000) + "],\"targets\":[1]}";
        List<String> answers = lines("/v1/losses/mse", MSE, large, MSE, large);

        assertThat(answers).hasSize(4);
        assertThat(answers.get(1)).startsWith("{\"line\":2,\"error\":{").contains("\"status\":413",
                "nabla.limits.max-body-size");
        assertThat(answers.get(2)).isEqualTo(MSE_ANSWER);
        assertThat(answers.getLast()).startsWith("{\"line\":4,");
    }

    @Test
    void streamWhenLargerThanABodyShouldBeAnswered() {
        int count = 100_000;
        assertThat(mse((MSE + "\n").repeat(count)).text()).isEqualTo((MSE_ANSWER + "\n").repeat(count));
    }

    @Test
    void answersShouldBeInOrderWhateverTheyTake() {
        // each tenth line computes 10,000 powers, the others one
        List<String> requests = IntStream.range(0, 2000).mapToObj(i -> i % 10 == 0
                ? "{\"formula\":\"sum(one @ one) * 0 + x\",\"inputs\":{\"x\":" + i + "},\"parameters\":{\"one\":[["
                        + "1,".repeat(99) + "1]" + (",[" + "1,".repeat(99) + "1]").repeat(99) + "]},\"wrt\":[]}"
                : "{\"formula\":\"x\",\"inputs\":{\"x\":" + i + "},\"wrt\":[]}").toList();
        assertThat(lines("/v1/expressions", requests.toArray(String[]::new))).isEqualTo(
                IntStream.range(0, 2000).mapToObj(i -> "{\"loss\":" + (double) i + ",\"gradients\":{}}").toList());
    }

    @Test
    void lineWhenItsAnswerIsLargeShouldBeAnsweredInItsPlace() {
        // 300 x 300 sums of 1 and 1, in some 4 KB of text
        String ones = "[1" + ",1".repeat(299) + "]";
        String outer = "{\"formula\":\"outer(x, y)\",\"inputs\":{\"x\":" + ones + ",\"y\":" + ones
                + "},\"reduction\":\"none\",\"wrt\":[]}";
        String row = "[1.0" + ",1.0".repeat(299) + "]";
        String expected = "{\"loss\":[" + row + ("," + row).repeat(299) + "],\"gradients\":{}}";
        String small = "{\"formula\":\"x\",\"inputs\":{\"x\":1},\"wrt\":[]}";
        String one = "{\"loss\":1.0,\"gradients\":{}}";

        assertThat(lines("/v1/expressions", small, outer, outer, small, outer))
                .containsExactly(one, expected, expected, one, expected);
    }

    @Test
    void streamShouldAnswerAllExamplesOfTheCatalogAsSingleRequests() {
        List<String> named = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (LossEntry loss : new LossCatalog().entries()) {
            List<String> bodies = loss.definition().examples().stream().map(Example::body)
                    .map(body -> body.replace('\n', ' ').strip()).toList();
            List<String> single = bodies.stream().map(body -> service.evaluate(loss.id(), body).text()).toList();
            assertThat(lines("/v1/losses/" + loss.id(), bodies.toArray(String[]::new))).isEqualTo(single);
            bodies.forEach(body -> named.add("{\"loss\": \"" + loss.id() + "\", " + body.substring(1)));
            answers.addAll(single);
        }
        assertThat(lines("/v1/batch", named.toArray(String[]::new))).isEqualTo(answers);
    }

    @Test
    void streamWhenTheQueryGivesTheDTypeShouldRoundAllToIt() {
        // sqrt(5) is 2.2360679774997898, and 2.236068 the float nearest to it
        String request = "{\"predictions\":[1,2],\"targets\":[2,5],\"wrt\":[]}";
        assertThat(lines("/v1/losses/rmse?dtype=float32", request, request))
                .containsExactly("{\"loss\":2.236068,\"gradients\":{}}", "{\"loss\":2.236068,\"gradients\":{}}");
    }

    @ParameterizedTest
    @CsvSource({"/v1/losses/msee, 404", "/v1/losses/mse?dtype=float16, 422", "/v1/losses/mse?reduction=sum, 422",
            "/v1/losses/mse/gradcheck, 415", "/v1/networks/train, 415", "/v1/nothing, 404"})
    void faultOfTheStreamShouldHaveItsStatus(String path, int status) {
        assertThat(service.post(path, NDJSON, MSE).status()).isEqualTo(status);
    }

    @Test
    void streamWhenTheClientTakesNoLinesShouldNotBeAcceptable() {
        assertThat(service.send(service.request("/v1/losses/mse").header("Content-Type", NDJSON)
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(MSE))).status()).isEqualTo(406);
    }

    @Test
    void linesShouldBeCountedByOutcomeAndLoss() {
        double answered = count("answered");
        double failed = count("failed");
        long evaluated = meters.get("nabla.evaluations").tag("loss", "log_cosh").timer().count();

        lines("/v1/losses/log_cosh", MSE, "{", "", MSE);

        assertThat(count("answered") - answered).isEqualTo(2);
        assertThat(count("failed") - failed).isEqualTo(1);
        assertThat(meters.get("nabla.evaluations").tag("loss", "log_cosh").timer().count() - evaluated).isEqualTo(2);
    }

    private double count(String outcome) {
        return meters.get("nabla.stream.lines").tag("outcome", outcome).counter().count();
    }

    private RawConnection open(String... headers) throws IOException {
        RawConnection connection = new RawConnection("localhost", service.port());
        connection.sendLines("POST /v1/losses/mse HTTP/1.1", "Host: localhost", "Content-Type: " + NDJSON);
        connection.sendLines(headers);
        return connection;
    }

    @Test
    void clientThatWaitsForEachAnswerShouldGetIt() throws IOException {
        try (RawConnection client = open("Transfer-Encoding: chunked", "")) {
            for (int i = 0; i < 100; i++) {
                client.sendLines(Integer.toHexString(MSE.length() + 1), MSE + "\n");
                assertThat(answer(client)).isEqualTo(MSE_ANSWER);
            }
            client.sendLines("0", "");
            assertThat(client.line()).isEmpty();
            assertThat(client.line()).isEqualTo("0");
        }
    }

    @Test
    void clientThatWaitsForEachAnswerWhenTheLengthIsDeclaredShouldGetIt() throws IOException {
        try (RawConnection client = open("Content-Length: " + 3 * (MSE.length() + 1), "")) {
            for (int i = 0; i < 3; i++) {
                client.send(MSE + "\n");
                assertThat(answer(client)).isEqualTo(MSE_ANSWER);
            }
        }
    }

    @Test
    void clientThatSendsALineInPiecesShouldGetItsAnswer() throws IOException {
        try (RawConnection client = open("Content-Length: " + (MSE.length() + 1), "")) {
            for (byte each : (MSE + "\n").getBytes(StandardCharsets.UTF_8)) {
                client.send(String.valueOf((char) each));
            }
            assertThat(answer(client)).isEqualTo(MSE_ANSWER);
        }
    }

    @Test
    void clientThatExpectsToContinueShouldBeTold() throws IOException {
        try (RawConnection client = open("Transfer-Encoding: chunked", "Expect: 100-continue", "")) {
            assertThat(client.line()).startsWith("HTTP/1.1 100");
            client.sendLines(Integer.toHexString(MSE.length() + 1), MSE + "\n");
            assertThat(answer(client)).isEqualTo(MSE_ANSWER);
        }
    }

    @Test
    void streamWhenItsFramingIsBrokenShouldEndWithAnError() throws IOException {
        try (RawConnection client = open("Transfer-Encoding: chunked", "")) {
            client.sendLines(Integer.toHexString(MSE.length() + 1), MSE + "\n");
            assertThat(answer(client)).isEqualTo(MSE_ANSWER);
            client.sendLines("no length", "");
            assertThat(client.rest().lines().filter(line -> line.startsWith("{")).collect(Collectors.joining()))
                    .startsWith("{\"line\":2,\"error\":{").contains("\"status\":400");
        }
    }

    @Test
    void clientsThatDoNotReadShouldHoldNoMemoryOfOthersAndGoOnLater() throws Exception {
        byte[] line = (MSE + "\n").getBytes(StandardCharsets.UTF_8);
        List<Socket> silent = new ArrayList<>();
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4 << 10); // else the system takes the answers in the client's place
            socket.setSendBufferSize(4 << 10);
            socket.connect(new InetSocketAddress("localhost", service.port()));
            silent.add(socket);
            sent.add(sendUntilNothingMoves(socket, line));
        }
        // nobody computes, and small requests as large ones are answered beside them
        assertThat(meters.get("nabla.work.running").gauge().value()).isZero();
        assertThat(service.evaluate("mse", MSE).text()).isEqualTo(MSE_ANSWER);
        assertThat(service.evaluate("mse", MSE + " ".repeat(900_000)).text()).isEqualTo(MSE_ANSWER);
        for (int i = 0; i < silent.size(); i++) {
            try (Socket socket = silent.get(i)) {
                BufferedReader answers = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                assertThat(answers.lines().filter(each -> each.startsWith("{")).limit(sent.get(i)))
                        .allMatch(MSE_ANSWER::equals);
            }
        }
    }

    /** Sends lines as long as they are taken, and answers how many whole ones were. */
    private static int sendUntilNothingMoves(Socket socket, byte[] line) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(ENDLESS.getBytes(StandardCharsets.UTF_8));
        int[] count = {0};
        Thread sender = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    out.write(line);
                    count[0]++;
                }
            } catch (IOException _) {
                // the connection is closed in the end
            }
        });
        int before = -1;
        while (before != count[0]) {
            before = count[0];
            sender.join(Duration.ofMillis(50));
        }
        return before;
    }

    /** The next line of the body, without head and framing. */
    private static String answer(RawConnection client) throws IOException {
        String line = client.line();
        while (!line.startsWith("{")) {
            line = client.line();
        }
        return line;
    }
}
