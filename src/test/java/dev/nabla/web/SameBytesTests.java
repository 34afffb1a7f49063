package dev.nabla.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossDefinition.Example;
import dev.nabla.catalog.LossEntry;
import dev.nabla.client.ServiceClient;
import dev.nabla.client.ServiceClient.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The same request gets the same bytes: from this process, which computes by vectors on all cores, and from another,
 * which has no vector module and one core; however its body is cut.
 */
@ServiceTest
@TestInstance(Lifecycle.PER_CLASS)
class SameBytesTests {

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)/");
    private static final int[] PIECES = {1, 61, 4097};

    private final Random random = new Random(4);
    private Process process;
    private ServiceClient plain;

    @Autowired
    ServiceClient service;

    @BeforeAll
    void start() throws IOException {
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "dev.nabla.NablaApplication", "--server.port=0").redirectErrorStream(true).start();
        BufferedReader output = process.inputReader();
        List<String> log = output.lines().takeWhile(line -> !line.contains("Limits: ")).toList();
        assertThat(log).anyMatch(line -> line.contains("Kernel: scalar"));
        int port = log.stream().flatMap(line -> ADDRESS.matcher(line).results()).map(MatchResult::group)
                .mapToInt(address -> URI.create(address).getPort()).findFirst().orElseThrow();
        plain = new ServiceClient(port);
    }

    @AfterAll
    void stop() {
        process.destroyForcibly();
    }

    static Stream<LossEntry> losses() {
        return new LossCatalog().entries().stream();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void examplesShouldGetTheSameBytes(LossEntry loss) {
        for (Example example : loss.definition().examples()) {
            assertSame(loss.id(), example.body());
            assertSame(loss.id() + "?dtype=float32", example.body());
        }
    }

    // Lengths around lanes, vectors and blocks; most are split over cores.
    @ParameterizedTest
    @ValueSource(ints = {63, 1025, 65_537, 100_003})
    void largeTensorsOfElementsShouldGetTheSameBytes(int count) {
        String predictions = numbers(count, _ -> number());
        String targets = numbers(count, _ -> Double.toString(random.nextDouble()));
        String body = "{\"predictions\": " + predictions + ", \"targets\": " + targets + "}";
        for (String loss : new String[]{"mse", "huber", "binary_cross_entropy_with_logits", "rmse"}) {
            assertSame(loss, body);
            assertSame(loss + "?dtype=float32", body);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 17, 64, 1031, 4099})
    void largeTensorsOfRowsShouldGetTheSameBytes(int classes) {
        int rows = 70_000 / classes;
        String predictions = numbers(rows, _ -> numbers(classes, _ -> number()));
        String body = "{\"predictions\": " + predictions + ", \"targets\": "
                + numbers(rows, _ -> Integer.toString(random.nextInt(classes))) + "}";
        assertSame("cross_entropy", body);
        assertSame("cross_entropy?dtype=float32", body);
    }

    @Test
    void bodyShouldGetTheSameBytesHoweverItIsCut() {
        String body = "{\"predictions\": " + numbers(3000, _ -> number()) + ", \"targets\": "
                + numbers(3000, _ -> number()) + ", \"reduction\": \"none\"}";
        byte[] text = body.getBytes(StandardCharsets.US_ASCII);
        byte[] expected = answer(service, "mse", BodyPublishers.ofByteArray(text));
        for (int size : PIECES) {
            List<byte[]> pieces = new ArrayList<>();
            for (int from = 0; from < text.length; from += size) {
                pieces.add(Arrays.copyOfRange(text, from, Math.min(from + size, text.length)));
            }
            assertThat(answer(service, "mse", BodyPublishers.ofByteArrays(pieces))).isEqualTo(expected);
        }
    }

    private void assertSame(String loss, String body) {
        BodyPublisher publisher = BodyPublishers.ofString(body);
        assertThat(answer(service, loss, publisher)).as(loss).isEqualTo(answer(plain, loss, publisher));
    }

    private static byte[] answer(ServiceClient service, String loss, BodyPublisher body) {
        Answer answer = service.evaluate(loss, body);
        assertThat(answer.status()).as(loss).isEqualTo(200);
        return answer.body();
    }

    private static String numbers(int count, IntFunction<String> number) {
        return IntStream.range(0, count).mapToObj(number).collect(Collectors.joining(",", "[", "]"));
    }

    /** Of any size that matters to an exponential, now and then an infinity. */
    private String number() {
        double size = Math.scalb(1.0, random.nextInt(-30, 10));
        return random.nextInt(5000) == 0 ? "\"-Infinity\"" : Double.toString(size * random.nextGaussian());
    }
}
