package dev.nabla.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is written is the wire rules' form of numbers and tensors, by hand; and reads back to the same bits. {@code
 * nabla.codec.numbers} tells how many random bit patterns go there and back (20,000 unless told).
 */
class JsonWriterTests {

    private static final int COUNT = Integer.getInteger("nabla.codec.numbers", 20_000);
    private static final long SEED = Long.getLong("nabla.codec.seed", 20_260_101L);

    @Test
    void tensorShouldBeNestedArrays() {
        double[] values = {1, 2.5, -3, 0, -0.0, 1e-7};
        assertThat(float64(Shape.of(6), values)).isEqualTo("[1.0,2.5,-3.0,0.0,-0.0,1.0E-7]");
        assertThat(float64(Shape.of(2, 3), values)).isEqualTo("[[1.0,2.5,-3.0],[0.0,-0.0,1.0E-7]]");
        assertThat(float64(Shape.of(3, 1, 2), values)).isEqualTo("[[[1.0,2.5]],[[-3.0,0.0]],[[-0.0,1.0E-7]]]");
        assertThat(float64(Shape.SCALAR, 7)).isEqualTo("7.0");
    }

    @Test
    void tensorWhenAnAxisHasSizeZeroShouldKeepItsBrackets() {
        assertThat(float64(Shape.of(0))).isEqualTo("[]");
        assertThat(float64(Shape.of(2, 0))).isEqualTo("[[],[]]");
        assertThat(float64(Shape.of(0, 2))).isEqualTo("[]");
        assertThat(float64(Shape.of(1, 2, 0))).isEqualTo("[[[],[]]]");
    }

    @Test
    void tensorShouldWriteBooleans() {
        BooleanTensor tensor = new BooleanTensor(Shape.of(2, 2), new boolean[]{true, false, false, true});
        assertThat(written(writer -> writer.tensor(tensor))).isEqualTo("[[true,false],[false,true]]");
    }

    @Test
    void numbersThatAreNotFiniteShouldBeStrings() {
        assertThat(float64(Shape.of(3), Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\"]");
        assertThat(float32(Shape.of(3), Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY))
                .isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\"]");
    }

    // Shortest digits: 2e23 and 2^-1074 were longer before Java 19; 0.1f widened to a double is 0.10000000149011612.
    @Test
    void numbersShouldHaveTheFewestDigits() {
        assertThat(float64(Shape.of(5), 0.1, 2e23, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3))
                .isEqualTo("[0.1,2.0E23,4.9E-324,1.7976931348623157E308,0.3333333333333333]");
        assertThat(float32(Shape.of(4), 0.1f, Float.MIN_VALUE, Float.MAX_VALUE, 1.0f / 3))
                .isEqualTo("[0.1,1.4E-45,3.4028235E38,0.33333334]");
    }

    @Test
    void objectShouldSetItsCommas() {
        assertThat(written(writer -> writer.beginObject().name("loss").number(1.5).name("gradients").beginObject()
                .name("a").tensor(new Float64Tensor(Shape.of(1), new double[]{2})).name("b").beginArray().endArray()
                .endObject().name("list").beginArray().integer(1).bool(false).nullValue().string("s").beginObject()
                .endObject()
                .beginArray().integer(-2).endArray().endArray().name("last").bool(true).endObject()))
                .isEqualTo("{\"loss\":1.5,\"gradients\":{\"a\":[2.0],\"b\":[]},"
                        + "\"list\":[1,false,null,\"s\",{},[-2]],\"last\":true}");
    }

    // RFC 8259, section 7: what must be escaped.
    @Test
    void stringShouldEscapeWhatItMust() {
        assertThat(written(writer -> writer.string("\"\\/\b\f\n\r\t\u0000\u001f\u007fé€😀")))
                .isEqualTo("\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\u007fé€😀\"");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "16382", "16383", "16384", "16385", "100000"})
    void stringOfAnyLengthShouldReadBack(int length) {
        String text = "\n" + "é".repeat(length / 2) + "a".repeat(length - length / 2);
        String written = written(writer -> writer.beginArray().string(text).string("b").endArray());
        assertThat(new JsonMapper().readValue(written, String[].class)).containsExactly(text, "b");
    }

    // UTF-8 has no form for it, and an answer must be JSON all the same.
    @Test
    void stringWhenHalfASurrogatePairShouldStayJson() {
        assertThat(written(writer -> writer.string("a\ud800b"))).isEqualTo("\"a?b\"");
    }

    @Test
    void flushShouldReachTheStream() throws IOException {
        boolean[] flushed = {false};
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushed[0] = true;
            }
        };
        JsonWriter writer = new JsonWriter(out);
        writer.number(1);
        assertThat(out.toString()).isEmpty();
        writer.flush();
        assertThat(out).hasToString("1.0");
        assertThat(flushed[0]).isTrue();
    }

    @Test
    void float64ShouldReadBackToTheSameBits() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            values[i] = Double.isNaN(any) ? Double.NaN : i % 2 == 0 ? any : (random.nextDouble() - 0.5) * 10;
        }
        String text = "{\"x\":" + float64(Shape.of(COUNT), values) + "}";
        double[] read = Requests.float64(Requests.read(text), "x");
        for (int i = 0; i < COUNT; i++) {
            assertThat(Double.doubleToRawLongBits(read[i])).isEqualTo(Double.doubleToRawLongBits(values[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void float32ShouldReadBackToTheSameBits(boolean known) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            float any = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isNaN(any) ? Float.NaN : i % 2 == 0 ? any : (float) random.nextDouble(-5, 5);
        }
        String text = "{\"x\":" + float32(Shape.of(COUNT), values) + "}";
        float[] read = Requests.float32(Requests.read(text, known ? DType.FLOAT32 : null), "x");
        for (int i = 0; i < COUNT; i++) {
            assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
        }
    }

    // The buffer is handed on within a row or between two of them, and the bytes behind numbers are written more than once.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 31, 32, 33, 1023, 1024, 5000})
    void tensorShouldHaveEveryNumberOnceHoweverLongItsRowsAre(int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        int rows = 20_000 / size;
        double[] wide = new double[rows * size];
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 8));
            narrow[i] = (float) wide[i];
        }
        Shape shape = Shape.of(rows, size);
        assertThat(float64(shape, wide)).isEqualTo(rows(rows, size, i -> Double.toString(wide[i])));
        assertThat(float32(shape, narrow)).isEqualTo(rows(rows, size, i -> Float.toString(narrow[i])));
    }

    private static String rows(int rows, int size, IntFunction<String> element) {
        return IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(row * size, (row + 1) * size).mapToObj(element)
                        .collect(Collectors.joining(",", "[", "]")))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String float64(Shape shape, double... values) {
        return written(writer -> writer.tensor(new Float64Tensor(shape, values)));
    }

    private static String float32(Shape shape, float... values) {
        return written(writer -> writer.tensor(new Float32Tensor(shape, values)));
    }

    @FunctionalInterface
    private interface Writing {
        JsonWriter to(JsonWriter writer) throws IOException;
    }

    private static String written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(new JsonWriter(out)).flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
