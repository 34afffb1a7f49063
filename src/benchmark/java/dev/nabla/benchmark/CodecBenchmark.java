package dev.nabla.benchmark;

import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.codec.json.JsonWriter;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Tensors in and out of JSON, each beside what a service would do without this codec: Jackson's streaming parser in its
 * fast mode, and the platform's own digits.
 *
 * <p>{@code ./mvnw -P run -Dmain=org.openjdk.jmh.Main -Dargs=CodecBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class CodecBenchmark {

    private static final int LARGE = 2_000_000;

    private static final byte[] FEW = "{\"predictions\":[1.5,2.25,-3],\"targets\":[1,2,5]}".getBytes(
            StandardCharsets.UTF_8);

    private static final JsonFactory JACKSON = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final float[] float32 = float32();
    private final double[] float64 = float64();
    private final Tensor float32Tensor = new Float32Tensor(Shape.of(1000, 1000), float32);
    private final Tensor float64Tensor = new Float64Tensor(Shape.of(2000, 1000), float64);
    private final Tensor gradient = new Float32Tensor(Shape.of(1_000_000), gradient(float32));
    private final byte[] gradientText = text(gradient);
    private final byte[] float32Text = text(float32Tensor);
    private final byte[] float64Text = text(float64Tensor);
    private final byte[] narrowText = text(new Float32Tensor(Shape.of(250_000, 4), float32));

    @Benchmark
    public Fields readFloat32() throws IOException {
        return read(float32Text, DType.FLOAT32);
    }

    @Benchmark
    public Fields readFloat32Gradient() throws IOException {
        return read(gradientText, DType.FLOAT32);
    }

    @Benchmark
    public Fields readFloat32InRowsOfFour() throws IOException {
        return read(narrowText, DType.FLOAT32);
    }

    @Benchmark
    public float[] readFloat32ByJackson() {
        float[] values = new float[float32.length];
        int count = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(),
                new ByteArrayInputStream(float32Text))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    values[count++] = parser.getFloatValue();
                }
            }
        }
        return values;
    }

    @Benchmark
    public Fields readFloat64() throws IOException {
        return read(float64Text, DType.FLOAT64);
    }

    @Benchmark
    public double[] readFloat64ByJackson() {
        double[] values = new double[LARGE];
        int count = 0;
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(),
                new ByteArrayInputStream(float64Text))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    values[count++] = parser.getDoubleValue();
                }
            }
        }
        return values;
    }

    @Benchmark
    public Fields readFew() throws IOException {
        return read(FEW, DType.FLOAT64);
    }

    @Benchmark
    public long writeFloat32() {
        return write(float32Tensor);
    }

    @Benchmark
    public long writeFloat32Gradient() {
        return write(gradient);
    }

    @Benchmark
    public long writeFloat32ByPlatform() {
        StringBuilder digits = new StringBuilder();
        long written = 0;
        for (float value : float32) {
            digits.setLength(0);
            written += digits.append(value).length();
        }
        return written;
    }

    @Benchmark
    public long writeFloat64() {
        return write(float64Tensor);
    }

    @Benchmark
    public long writeFloat64ByPlatform() {
        StringBuilder digits = new StringBuilder();
        long written = 0;
        for (double value : float64) {
            digits.setLength(0);
            written += digits.append(value).length();
        }
        return written;
    }

    private static Fields read(byte[] text, DType dtype) throws IOException {
        return new JsonRequestReader(_ -> FieldKind.Value.REAL, JsonLimits.DEFAULT, dtype)
                .read(new ByteArrayInputStream(text));
    }

    private static long write(Tensor tensor) {
        Counter counter = new Counter();
        write(tensor, counter);
        return counter.count;
    }

    private static void write(Tensor tensor, OutputStream out) {
        try {
            new JsonWriter(out).beginObject().name("x").tensor(tensor).endObject().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] text(Tensor tensor) {
        var out = new ByteArrayOutputStream();
        write(tensor, out);
        return out.toByteArray();
    }

    private static float[] float32() {
        Random random = new Random(1);
        float[] values = new float[1_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** What the mean over a million leaves of them: a few millionths, written with an exponent. */
    private static float[] gradient(float[] values) {
        float[] gradient = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            gradient[i] = 8.5e-6f * values[i];
        }
        return gradient;
    }

    private static double[] float64() {
        Random random = new Random(1);
        double[] values = new double[LARGE];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /** Keeps nothing of what it is given. */
    private static final class Counter extends OutputStream {

        private long count;

        @Override
        public void write(int letter) {
            count++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            count += length;
        }
    }
}
