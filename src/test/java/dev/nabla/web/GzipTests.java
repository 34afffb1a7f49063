package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.client.ServiceClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Bodies that are compressed. */
@ServiceTest
@TestPropertySource(properties = "nabla.limits.max-body-size=1MB")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GzipTests {

    private static final String MSE = "{\"predictions\":[1,2,3],\"targets\":[1,2,5]}";

    /** d = [0, 0, -2]: the mean of squares is 4/3, the gradient 2d/3. */
    private static final String MSE_ANSWER = "{\"loss\":1.3333333333333333,\"gradient\":[0.0,0.0,-1.3333333333333333]}";

    @Autowired
    ServiceClient service;

    private ServiceClient.Answer post(String path, String type, String encoding, byte[] body) {
        return service.send(service.request(path).header("Content-Type", type).header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private ServiceClient.Answer mse(byte[] body) {
        return post("/v1/losses/mse", "application/json", "gzip", body);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
    void bodyWhenCompressedByGzipShouldBeInflated(String encoding) throws IOException {
        assertThat(post("/v1/losses/mse", "application/json", encoding, gzip(MSE)).text()).isEqualTo(MSE_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"/v1/expressions", "/v1/objectives", "/v1/batch", "/v1/networks/backpropagate",
                "/v1/networks/train", "/v1/optimizers/sgd/step", "/v1/losses/mse/gradcheck"})
    void bodyOfEveryPostShouldBeInflated(String path) throws IOException {
        // the same fault as that of the text
        assertThat(post(path, "application/json", "gzip", gzip("{\"x\": 1}")).text())
                .isEqualTo(service.post(path, "{\"x\": 1}").text()).contains("invalid-request");
    }

    @Test
    void bodyOfSeveralMembersShouldBeInflated() throws IOException {
        assertThat(mse(joined(gzip(MSE.substring(0, 10)), gzip(""), gzip(MSE.substring(10)))).text())
                .isEqualTo(MSE_ANSWER);
    }

    @Test
    void bodyWhenCorruptShouldBeABadRequest() throws IOException {
        byte[] whole = gzip(MSE);
        byte[] changed = whole.clone();
        changed[whole.length - 6]++; // of the checksum
        assertThat(mse(changed).status()).isEqualTo(400);
        assertThat(mse(changed).text()).contains("/problems/bad-request", "checksum");
        assertThat(mse(Arrays.copyOf(whole, whole.length - 1)).text()).contains("ends too early");
        assertThat(mse(joined(whole, new byte[]{0})).text()).contains("behind its end");
        assertThat(mse(MSE.getBytes(StandardCharsets.UTF_8)).text()).contains("does not begin with the header");
        assertThat(mse(new byte[0]).text()).contains("empty");
    }

    @Test
    void bodyWhenLargerThanTheLimitAfterInflationShouldBeTooLarge() throws IOException {
        byte[] bomb = gzip(MSE + " ".repeat(1 << 20));
        assertThat(bomb).hasSizeLessThan(2000);
        ServiceClient.Answer answer = mse(bomb);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("nabla.limits.max-body-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip, identity"})
    void bodyWhenCompressedOtherwiseShouldBeRefusedWithWhatIsSupported(String encoding) throws IOException {
        ServiceClient.Answer answer = post("/v1/losses/mse", "application/json", encoding, gzip(MSE));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void streamWhenCompressedShouldBeAnswered() throws IOException {
        String lines = (MSE + "\n").repeat(50_000);
        assertThat(post("/v1/losses/mse", "application/x-ndjson", "gzip", gzip(lines)).text())
                .isEqualTo((MSE_ANSWER + "\n").repeat(50_000));
    }

    @Test
    void streamWhenCompressedAndCorruptOnTheWayShouldEndWithAnError() throws IOException {
        byte[] whole = gzip((MSE + "\n").repeat(2));
        String answer = post("/v1/losses/mse", "application/x-ndjson", "gzip", Arrays.copyOf(whole, whole.length - 1))
                .text();
        assertThat(answer).startsWith(MSE_ANSWER + "\n" + MSE_ANSWER + "\n{\"line\":3,\"error\":{")
                .contains("ends too early");
        assertThat(post("/v1/losses/mse", "application/x-ndjson", "gzip", new byte[]{1}).status()).isEqualTo(400);
    }

    @Test
    void clientThatWaitsForEachAnswerWhenItsLinesAreCompressedShouldGetIt() throws IOException {
        try (Socket socket = new Socket("localhost", service.port())) {
            socket.setSoTimeout(60_000);
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write(String.join("\r\n", "POST /v1/losses/mse HTTP/1.1", "Host: localhost",
                    "Content-Type: application/x-ndjson", "Content-Encoding: gzip", "Content-Length: 100000", "", "")
                    .getBytes(StandardCharsets.UTF_8));
            GZIPOutputStream gzip = new GZIPOutputStream(socket.getOutputStream(), true);
            for (int i = 0; i < 10; i++) {
                gzip.write((MSE + "\n").getBytes(StandardCharsets.UTF_8));
                gzip.flush();
                assertThat(answers.lines().filter(line -> line.startsWith("{")).findFirst()).contains(MSE_ANSWER);
            }
        }
    }
}
