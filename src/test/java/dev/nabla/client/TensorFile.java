package dev.nabla.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Safetensors as a client writes and reads them, by the description of the format alone. */
public final class TensorFile {

    private final SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
    private final SequencedMap<String, String> metadata = new LinkedHashMap<>();

    /** A tensor: the name of its type, its shape, and its bytes. */
    public record Entry(String dtype, List<Integer> shape, ByteBuffer bytes) {

        /** The numbers of a tensor of F64 or F32. */
        public double[] numbers() {
            return switch (dtype) {
                case "F64" -> IntStream.range(0, bytes.limit() / 8).mapToDouble(i -> bytes.getDouble(8 * i)).toArray();
                case "F32" -> IntStream.range(0, bytes.limit() / 4).mapToDouble(i -> bytes.getFloat(4 * i)).toArray();
                default -> throw new IllegalArgumentException(dtype);
            };
        }
    }

    public TensorFile with(String name, String dtype, List<Integer> shape, byte... bytes) {
        tensors.put(name, new Entry(dtype, shape, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
        return this;
    }

    /** Adds a tensor of F64. */
    public TensorFile doubles(String name, List<Integer> shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putDouble);
        return with(name, "F64", shape, bytes.array());
    }

    /** Adds a vector of F64. */
    public TensorFile doubles(String name, double... values) {
        return doubles(name, List.of(values.length), values);
    }

    /** Adds a tensor of F32. */
    public TensorFile floats(String name, List<Integer> shape, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(value -> bytes.putFloat((float) value));
        return with(name, "F32", shape, bytes.array());
    }

    /** Adds a tensor of I64. */
    public TensorFile longs(String name, List<Integer> shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putLong);
        return with(name, "I64", shape, bytes.array());
    }

    /** Adds a text to the metadata. */
    public TensorFile metadata(String name, String text) {
        metadata.put(name, text);
        return this;
    }

    public SequencedMap<String, Entry> tensors() {
        return tensors;
    }

    public SequencedMap<String, String> metadata() {
        return metadata;
    }

    /** The numbers of a tensor. */
    public double[] numbers(String name) {
        return tensor(name).numbers();
    }

    public Entry tensor(String name) {
        Entry tensor = tensors.get(name);
        if (tensor == null) {
            throw new AssertionError("no tensor " + name + " but " + tensors.keySet() + " and " + metadata);
        }
        return tensor;
    }

    /** The file: larger elements first, the header padded to 8 bytes. */
    public byte[] bytes() {
        List<Map.Entry<String, Entry>> sorted = tensors.entrySet().stream()
                .sorted(Comparator.comparingInt(tensor -> -elementSize(tensor.getValue().dtype()))).toList();
        Map<String, Object> header = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            header.put("__metadata__", metadata);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Map.Entry<String, Entry> tensor : sorted) {
            int begin = data.size();
            data.writeBytes(tensor.getValue().bytes().array());
            header.put(tensor.getKey(), Map.of("dtype", tensor.getValue().dtype(), "shape",
                    tensor.getValue().shape(), "data_offsets", List.of(begin, data.size())));
        }
        return bytes(JsonMapper.shared().writeValueAsString(header), data.toByteArray());
    }

    private static int elementSize(String dtype) {
        return dtype.equals("BOOL") ? 1 : Integer.parseInt(dtype.replaceAll("\\D", "")) / 8;
    }

    /** A file with a header, which is padded, and what follows it. */
    public static byte[] bytes(String header, byte... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        int length = (text.length + 7) / 8 * 8;
        ByteBuffer file = ByteBuffer.allocate(8 + length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(length).put(text);
        while (file.position() < 8 + length) {
            file.put((byte) ' ');
        }
        return file.put(data).array();
    }

    /** Reads a file, which must be as its format demands. */
    public static TensorFile parse(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        if (length % 8 != 0 || file[8] != '{') {
            throw new AssertionError("bad header of length " + length);
        }
        JsonNode header = JsonMapper.shared().readTree(new String(file, 8, length, StandardCharsets.UTF_8));
        TensorFile read = new TensorFile();
        int end = 8 + length;
        for (Map.Entry<String, JsonNode> member : header.properties()) {
            if (member.getKey().equals("__metadata__")) {
                member.getValue().properties()
                        .forEach(text -> read.metadata(text.getKey(), text.getValue().asString()));
            } else {
                int begin = 8 + length + member.getValue().at("/data_offsets/0").asInt();
                if (begin != end) {
                    throw new AssertionError("hole or overlap before " + member);
                }
                end = 8 + length + member.getValue().at("/data_offsets/1").asInt();
                List<Integer> shape = member.getValue().path("shape").valueStream().map(JsonNode::asInt).toList();
                read.with(member.getKey(), member.getValue().path("dtype").asString(), shape,
                        Arrays.copyOfRange(file, begin, end));
            }
        }
        if (end != file.length) {
            throw new AssertionError((file.length - end) + " bytes after the last tensor");
        }
        return read;
    }

    @Override
    public String toString() {
        return metadata + " " + tensors.entrySet().stream()
                .map(tensor -> tensor.getKey() + tensor.getValue().shape()).collect(Collectors.joining(" "));
    }
}
