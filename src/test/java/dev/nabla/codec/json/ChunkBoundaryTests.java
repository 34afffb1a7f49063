package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.request.Field;
import dev.nabla.request.Fields;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a document arrives must not matter: the expectation is the answer to the same bytes in one piece. */
class ChunkBoundaryTests {

    private static final int[] PIECES = {1, 2, 3, 7, 61, 64, 67, 4095, 4096, 4097};

    @ParameterizedTest
    @ValueSource(
        strings = {
                "{\"x\": [[1.5, -2e-3], [\"NaN\", \"-Infinity\"]], \"mask\": [true, false], \"option\": null}",
                "{\"\\u0078\": 12345678901234567890123456789.0123456789e-10, \"option\": \"\\ud83d\\ude00 é€😀\\n\"}",
                "{\"dtype\": \"float32\", \"x\": [16777217.00000000000000000000001, 1e39], \"other\": {\"a\": [{}, \"\\\"\"]}}",
                "{\"x\": [[1, 2], [3]], \"weight\": [1, \"Inf\"], \"mask\": 0}", "{\"x\": [1, 2,, 3]}",
                "{\"x\": [1.5e]}",
                "{\"x\": [-]}", "{\"x\": [01]}", "{\"x\": tru}", "{\"x\": 1\n}\n  trailing", "{\"x\": \"\\u12\"}",
                "{\"x\": 12345",
                "{\"x\": \"abc", " [1, 2] ", "", "{\"x\":1,\"x\":2}"})
    void readShouldNotDependOnWhereItIsSplit(String document) {
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        String expected = outcome(new ByteArrayInputStream(text), null);
        for (int split = 0; split <= text.length; split++) {
            InputStream parts = new SequenceInputStream(new ByteArrayInputStream(text, 0, split),
                    new ByteArrayInputStream(text, split, text.length - split));
            assertThat(outcome(parts, null)).as("split at %d", split).isEqualTo(expected);
        }
        for (int size : PIECES) {
            assertThat(outcome(Requests.inPieces(text, size), null)).as("pieces of %d", size).isEqualTo(expected);
        }
    }

    // Longer than the buffer, so that every token meets its end somewhere.
    @Test
    void readShouldNotDependOnWhereTheBufferEnds() {
        String elements = "[1.25,\"NaN\",-12345678901234567890.5e-3,\"Infinity\",0.1,7]";
        for (int shift = 0; shift < 64; shift++) {
            String document = " ".repeat(shift) + "{\"x\":[" + (elements + ",").repeat(3000) + elements
                    + "],\"option\":\"" + "é\\u20ac".repeat(20_000) + "\"}";
            Fields read = Requests.read(document);
            assertThat(Requests.float64(read, "x")).hasSize(6 * 3001)
                    .startsWith(1.25, Double.NaN, -12345678901234568.0)
                    .endsWith(Double.POSITIVE_INFINITY, 0.1, 7);
            assertThat(Requests.field(read, "option").toString()).contains("é€é€é€");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void readShouldTakeLongDocumentsInPieces(int size) {
        String document = "{\"x\":[" + "[0.1,-2.5e-3],".repeat(20_000) + "[1,2]]}";
        byte[] text = document.getBytes(StandardCharsets.UTF_8);
        for (DType dtype : DType.values()) {
            assertThat(outcome(Requests.inPieces(text, size), dtype))
                    .isEqualTo(outcome(new ByteArrayInputStream(text), dtype));
        }
    }

    // Behind the bytes that came last lie digits of those before them.
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 13, 1000, 4096, 65_536, 1 << 20})
    void readShouldTakeLongRowsInPieces(int size) {
        String[] texts = new String[30_000];
        double[] expected = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            expected[i] = (i % 2 == 0 ? -1 : 1) * Math.exp(i % 97 - 48.0) / 3;
            texts[i] = i % 5 == 0 ? Integer.toString(i) : Double.toString(expected[i]);
            expected[i] = i % 5 == 0 ? i : expected[i];
        }
        for (String separator : new String[]{",", ", ", ",\n  ", " ,"}) {
            byte[] text = ("{\"x\":[" + String.join(separator, texts) + "]}").getBytes(StandardCharsets.US_ASCII);
            assertThat(Requests.float64(Requests.read(Requests.inPieces(text, size), null), "x")).isEqualTo(expected);
        }
    }

    @Test
    void readWhenTheStreamFailsShouldLetItsExceptionThrough() {
        IOException failure = new IOException("connection reset");
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw failure;
            }
        };
        InputStream in = new SequenceInputStream(
                new ByteArrayInputStream("{\"x\": [1, 2".getBytes(StandardCharsets.UTF_8)), failing);
        assertThatThrownBy(() -> new JsonRequestReader(Requests::kind, JsonLimits.DEFAULT, null).read(in))
                .isSameAs(failure);
    }

    private static String outcome(InputStream in, @Nullable DType dtype) {
        try {
            return describe(Requests.read(in, dtype));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (MalformedJsonException e) {
            return e.getMessage() + e.pointer();
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String describe(Fields fields) {
        StringJoiner described = new StringJoiner("\n");
        fields.forEach((name, field) -> described.add(name + "=" + describe(field)));
        return described.toString();
    }

    private static String describe(Field field) {
        return switch (field) {
            case JsonNumbers numbers -> numbers.shape() + describe(numbers);
            case Field.Numbers other -> throw new AssertionError(other);
            case Field.Booleans(var tensor) -> tensor.shape() + Arrays.toString(tensor.values());
            case Field.Faulty(var fault, var _) -> Arrays.toString(fault.index()) + fault.detail();
            case Field.Option option -> option.toString();
            case Field.Members(var fields) -> describe(fields);
            case Field.Items(var each) -> each.stream().map(ChunkBoundaryTests::describe).toList().toString();
            case Field.Unknown unknown -> unknown.toString();
        };
    }

    private static String describe(JsonNumbers numbers) {
        return switch (numbers.as(numbers.dtype())) {
            case Float64Tensor(var _, var values) -> Arrays.toString(values);
            case Float32Tensor(var _, var values) -> Arrays.toString(values);
        };
    }
}
