package dev.nabla.codec.fuzz;

import dev.nabla.codec.gzip.GzipInput;
import dev.nabla.codec.gzip.MalformedGzipException;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.codec.ndjson.LineChunk;
import dev.nabla.codec.ndjson.LineReader;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKind.Value;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A fuzz target: bytes as lines of requests that name their loss, perhaps compressed by gzip, which arrive in pieces. The first
 * two bytes say which. Lines must be those between line feeds, whatever the pieces, and each must be read as it is on its own,
 * and in a batch.
 */
public final class LineTarget {

    private static final JsonLimits LIMITS = new JsonLimits(16, 1000);

    /** What is inflated at most: the service counts too. */
    private static final int MOST = 1 << 16;

    /** The size of the buffer of lines, so small that many are longer. */
    private static final int CAPACITY = 64;

    private static final long TOO_LONG_NANOS = 2_000_000_000L;

    /** Depends on {@code loss}, as the fields of a batch do. */
    private static final FieldKinds KINDS = new FieldKinds() {

        @Override
        public FieldKind of(String name) {
            return name.equals("loss") ? Value.OPTION : Value.LATER;
        }

        @Override
        public FieldKinds after(String name, Field field) {
            return field instanceof Field.Option(Literal.Text(String loss))
                    ? LineTarget.kinds(loss)
                    : _ -> Value.UNKNOWN;
        }
    };

    private LineTarget() {}

    private static FieldKinds kinds(String loss) {
        return name -> switch (name) {
            case "x" -> Value.REAL;
            case "t" -> Value.EXACT;
            case "m" -> Value.BOOLEAN;
            case "loss", "o" -> Value.OPTION;
            case "dtype" -> Value.DTYPE;
            case "p" -> loss.equals("a") ? new FieldKind.Members(_ -> Value.REAL) : Value.ANY;
            case "i" -> new FieldKind.Items(new FieldKind.Members(_ -> Value.ANY));
            default -> Value.UNKNOWN;
        };
    }

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        byte[] sent = Arrays.copyOfRange(data, 2, data.length);
        try {
            run(sent, data[0] % 2 != 0, Math.max(1, data[1] & 0xFF));
        } catch (MalformedGzipException e) {
            if (e.detail().isBlank()) {
                throw new AssertionError("an error without words", e);
            }
        } catch (IOException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(e);
        }
        if (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin > TOO_LONG_NANOS) {
            throw new AssertionError("takes too long");
        }
    }

    /** Random changes to the seeds without the guidance of Jazzer, many times as fast: their number and a seed. */
    public static void main(String[] arguments) throws IOException {
        long count = Long.parseLong(arguments[0]);
        Random random = new Random(Long.parseLong(arguments[1]));
        List<byte[]> seeds = LineSeeds.all();
        for (long i = 0; i < count; i++) {
            fuzzerTestOneInput(changed(seeds.get(random.nextInt(seeds.size())), seeds, random));
        }
        System.out.println(count + " streams were read or refused");
    }

    private static byte[] changed(byte[] seed, List<byte[]> seeds, Random random) {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        byte[] input = seed.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(input.length);
            switch (random.nextInt(4)) {
                case 0 -> input[at] = other[random.nextInt(other.length)];
                case 1 -> input[at] = (byte) random.nextInt(256);
                case 2 -> input = Arrays.copyOf(input, Math.max(2, at));
                default -> {
                    int from = random.nextInt(other.length);
                    byte[] longer = Arrays.copyOf(input, at + other.length - from);
                    System.arraycopy(other, from, longer, at, other.length - from);
                    input = longer;
                }
            }
        }
        return input;
    }

    private static void run(byte[] sent, boolean isCompressed, int piece) throws IOException {
        byte[] text = isCompressed ? inflated(new Pieces(sent, sent.length)) : sent;
        InputStream in = new Pieces(text, piece);
        if (isCompressed && text.length < MOST) {
            in = new GzipInput(new Pieces(sent, piece));
        }
        List<String> lines = new ArrayList<>();
        LineReader reader = new LineReader(in, CAPACITY);
        while (!reader.ended()) {
            if (reader.line() != lines.size() + 1) {
                throw new AssertionError("line " + reader.line() + " after " + lines.size());
            }
            if (in.available() < 0) {
                throw new AssertionError("less than nothing is there");
            }
            if (reader.isLong()) {
                byte[] line = reader.longLine().readAllBytes();
                lines.add(new String(line, StandardCharsets.ISO_8859_1));
            } else {
                reader.receive().ifPresent(chunk -> add(chunk, lines));
            }
        }
        String all = new String(text, StandardCharsets.ISO_8859_1);
        String[] expected = all.split("\n", -1);
        int count = expected.length - (expected[expected.length - 1].isEmpty() ? 1 : 0);
        if (!lines.equals(Arrays.asList(expected).subList(0, count))) {
            throw new AssertionError("expected the lines of " + all + ", got " + lines);
        }
    }

    private static byte[] inflated(InputStream compressed) throws IOException {
        try (GzipInput in = new GzipInput(compressed)) {
            return in.readNBytes(MOST);
        }
    }

    private static void add(LineChunk chunk, List<String> lines) {
        long number = chunk.firstLine();
        for (int from = chunk.from(); from < chunk.to(); number++) {
            int to = chunk.endOfLine(from);
            String line = new String(chunk.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
            lines.add(line);
            compare(chunk, from, to, number);
            from = to + 1;
        }
    }

    private static void compare(LineChunk chunk, int from, int to, long number) {
        byte[] line = Arrays.copyOfRange(chunk.bytes(), from, to);
        String there = outcome(() -> reader(KINDS).read(chunk.bytes(), from, to, number));
        String alone = outcome(() -> reader(KINDS).read(new ByteArrayInputStream(line)))
                .replaceFirst("\\(line 1,", "(line " + number + ",");
        if (!there.equals(alone)) {
            throw new AssertionError("on its own " + alone + ", in a stream " + there);
        }
        if (there.startsWith("{")) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            batch.writeBytes("{\"requests\":[".getBytes(StandardCharsets.UTF_8));
            batch.writeBytes(line);
            batch.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
            FieldKinds kinds = name -> new FieldKind.Items(new FieldKind.Members(KINDS));
            String inBatch = outcome(() -> reader(kinds).read(new Pieces(batch.toByteArray(), 7)));
            if (!inBatch.equals("{requests=[" + there + "], }")) {
                throw new AssertionError("on its own " + there + ", in a batch " + inBatch);
            }
        }
    }

    private static JsonRequestReader reader(FieldKinds kinds) {
        return new JsonRequestReader(kinds, LIMITS, null);
    }

    @FunctionalInterface
    private interface Reading {
        Fields read() throws IOException;
    }

    private static String outcome(Reading reading) {
        try {
            return text(reading.read());
        } catch (MalformedJsonException e) {
            return "malformed: " + e.getMessage();
        } catch (InvalidRequestException e) {
            return "invalid: " + e.getMessage();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Fields fields) {
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, field) -> text.append(name).append('=').append(text(field)).append(", "));
        return text.append('}').toString();
    }

    private static String text(Field field) {
        return switch (field) {
            case Field.Numbers numbers -> {
                String narrow = outcomeOf(numbers, DType.FLOAT32);
                yield outcomeOf(numbers, DType.FLOAT64) + " " + narrow;
            }
            case Field.Members(Fields inside) -> text(inside);
            case Field.Items(List<Field> each) -> each.stream().map(LineTarget::text).toList().toString();
            case Field.Faulty faulty -> faulty.fault().detailWithPlace();
            case Field.Booleans(var tensor) -> Arrays.toString(tensor.values());
            case Field.Option(Literal value) -> value.toString();
            case Field.Unknown _ -> "unknown";
        };
    }

    private static String outcomeOf(Field.Numbers numbers, DType dtype) {
        try {
            var tensor = numbers.as(dtype);
            StringBuilder text = new StringBuilder(tensor.shape().toString());
            for (int i = 0; i < tensor.shape().elements(); i++) {
                text.append(' ').append(tensor.get(i));
            }
            return text.toString();
        } catch (InvalidRequestException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Bytes that arrive so many at a time. */
    private static final class Pieces extends ByteArrayInputStream {

        private final int most;

        Pieces(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, most));
        }

        @Override
        public synchronized int available() {
            return Math.min(super.available(), most);
        }
    }
}
