package dev.nabla.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.RawConnection;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import dev.nabla.web.ServiceTest;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Requests that ask for much more memory or work than their size suggests. */
@ServiceTest
@TestPropertySource(properties = "nabla.limits.memory=256MB")
class BombTests {

    private static final String BACKPROPAGATE = "/v1/networks/backpropagate";

    @Autowired
    ServiceClient service;

    @Autowired
    MeterRegistry meters;

    static Stream<Bomb> bombs() {
        return Bomb.all(1 << 20).stream();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void postShouldBeAnsweredOrRefusedAsTheCallersMistake(Bomb bomb) {
        Answer answer = service.post(bomb.path(), bomb.body().text());
        assertThat(answer.status()).as(answer.text()).isIn(200, 413, 422);
    }

    @ParameterizedTest
    @CsvSource({"conv2d of one pixel with padding 2895", "linear of 11000 rows to 11000",
            "embedding of 11000 indices with 11000 features", "'300 relu of 100,000 numbers, traced'"})
    void postWhenTheResultNeverFitsShouldNameNeedAndLimit(String name) {
        Bomb bomb = bombs().filter(each -> each.name().replace("11,000", "11000").equals(name)).findFirst()
                .orElseThrow();
        Answer answer = service.post(bomb.path(), bomb.body().text());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asString()).containsPattern("needs about \\d+ bytes of memory")
                .contains("more than the 234881024 that one request may have", "nabla.limits.memory");
    }

    // Three products of 316² · 36² · 1000 multiply-adds, four of which count as an operation of a nanosecond, are 97 s.
    @Test
    void postWhenItTakesTooLongShouldNameTimeAndLimit() {
        Bomb bomb = bombs().filter(each -> each.name().startsWith("1,000 kernels")).findFirst().orElseThrow();
        Answer answer = service.post(bomb.path(), bomb.body().text());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asString()).containsPattern("takes about 10\\d s")
                .contains("more than 30 s", "nabla.limits.time");
    }

    @Test
    void computeWhenTheClientHangsUpShouldBeAbandoned() throws Exception {
        String body = linear(2_500, 1_000, 1_000);
        double before = abandoned();
        try (RawConnection connection = new RawConnection("localhost", service.port())) {
            connection
                    .send("POST " + BACKPROPAGATE + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        }
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> abandoned() > before);
    }

    private double abandoned() {
        return meters.get("nabla.work.refusals").tag("reason", "abandoned").functionCounters().stream()
                .mapToDouble(FunctionCounter::count).sum();
    }

    private static String linear(int rows, int inputs, int outputs) {
        return "{\"loss\": \"mse\", \"targets\": " + zeros(rows, outputs) + ", \"input\": " + zeros(rows, inputs)
                + ", \"layers\": [{\"type\": \"linear\", \"weight\": " + zeros(outputs, inputs) + "}]}";
    }

    private static String zeros(int rows, int columns) {
        String row = "[0" + ",0".repeat(columns - 1) + "]";
        return "[" + row + ("," + row).repeat(rows - 1) + "]";
    }
}
