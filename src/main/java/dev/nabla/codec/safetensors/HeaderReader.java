package dev.nabla.codec.safetensors;

import dev.nabla.codec.binary.BinaryShape;
import dev.nabla.codec.binary.ElementType;
import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.json.JsonRequestReader;
import dev.nabla.codec.json.MalformedJsonException;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.Literal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the header of a file: its length, and a JSON object that describes each tensor. */
final class HeaderReader {

    /** The bytes that hold the length of the header. */
    static final int LENGTH_BYTES = Long.BYTES;

    static final String METADATA = "__metadata__";
    static final String DTYPE = "dtype";
    static final String SHAPE = "shape";
    static final String OFFSETS = "data_offsets";

    /** The most characters of a name. */
    static final int LONGEST_NAME = 1000;

    private static final long LARGEST_EXACT = 1L << 53;

    private static final FieldKind TEXTS = new FieldKind.Members(_ -> FieldKind.Value.OPTION);
    private static final FieldKind TENSOR = new FieldKind.Members(name -> switch (name) {
        case DTYPE, SHAPE, OFFSETS -> FieldKind.Value.OPTION;
        default -> FieldKind.Value.UNKNOWN;
    });
    private static final FieldKinds KINDS = name -> name.equals(METADATA) ? TEXTS : TENSOR;
    private static final String TYPES = Arrays.stream(ElementType.values()).map(ElementType::safetensorsName)
            .collect(Collectors.joining(", "));

    private final SafetensorsLimits limits;

    HeaderReader(SafetensorsLimits limits) {
        this.limits = limits;
    }

    /** Reads the header, and leaves the stream at the first byte after it. */
    Header read(InputStream in) throws IOException {
        long length = length(in);
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw new MalformedTensorsException("the body ends within the header, which has " + length
                    + " bytes by its length");
        }
        if (text[0] != '{') {
            throw new MalformedTensorsException("the header must begin with '{'");
        }
        Header header = header(parse(text));
        header.requirePacked(length);
        return header;
    }

    private long length(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LENGTH_BYTES);
        if (bytes.length < LENGTH_BYTES) {
            throw new MalformedTensorsException(bytes.length == 0
                    ? "the body is empty; expected safetensors"
                    : "the body ends within the length of the header, a number of 8 bytes");
        }
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > limits.header()) {
            throw new MalformedTensorsException("the header has " + Long.toUnsignedString(length)
                    + " bytes by its length, the first 8 bytes of the body in little-endian order; the limit is "
                    + limits.header()
                    + " (nabla.limits.max-tensor-header-size)");
        }
        if (length < 2) {
            throw new MalformedTensorsException("the header has " + length
                    + " bytes by its length, the first 8 bytes of the body; the shortest is {}");
        }
        return length;
    }

    private Fields parse(byte[] text) throws IOException {
        try {
            return new JsonRequestReader(KINDS, limits.json(), null).read(new ByteArrayInputStream(text));
        } catch (MalformedJsonException e) {
            throw new MalformedTensorsException("the header is not JSON: " + e.detail() + " (line " + e.line()
                    + ", column " + e.column() + " of the header)");
        }
    }

    private static Header header(Fields fields) {
        List<TensorEntry> tensors = new ArrayList<>();
        SequencedMap<String, String> metadata = new LinkedHashMap<>();
        int[] position = {0};
        fields.forEach((name, field) -> {
            if (name.equals(METADATA)) {
                position[0] = tensors.size();
                readMetadata(field, metadata);
            } else {
                tensors.add(tensor(name, field));
            }
        });
        return new Header(tensors, metadata, position[0]);
    }

    private static void readMetadata(Field field, SequencedMap<String, String> metadata) {
        if (!(field instanceof Field.Members(Fields texts))) {
            throw new MalformedTensorsException(METADATA + " must be an object of strings");
        }
        texts.forEach((name, value) -> {
            if (!(value instanceof Field.Option(Literal.Text(String text)))) {
                throw new MalformedTensorsException(METADATA + " must be an object of strings: " + Excerpt.of(name)
                        + " is none; write other values as JSON in a string");
            }
            metadata.put(shortName(name), text);
        });
    }

    /** A name that is short enough. */
    static String shortName(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new MalformedTensorsException(
                    "the name " + Excerpt.of(name) + " is longer than the limit of " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static TensorEntry tensor(String name, Field field) {
        if (!(field instanceof Field.Members(Fields members))
                || !members.names().equals(Set.of(DTYPE, SHAPE, OFFSETS))) {
            throw TensorEntry.malformed(name, "must be an object of dtype, shape and data_offsets in the header");
        }
        ElementType type = type(shortName(name), members);
        long[] sizes = integers(name, SHAPE, members);
        long[] offsets = integers(name, OFFSETS, members);
        if (offsets.length != 2 || offsets[1] < offsets[0]) {
            throw TensorEntry.malformed(name,
                    "must have two data_offsets, begin and end, got " + Arrays.toString(offsets));
        }
        var tensor = new TensorEntry(name, type, BinaryShape.of(name, sizes), offsets[0], offsets[1]);
        long size = (long) tensor.shape().elements() * type.bytes();
        if (tensor.end() - tensor.begin() != size) {
            throw tensor.malformed("has " + (tensor.end() - tensor.begin()) + " bytes by its data_offsets, but shape "
                    + tensor.shape() + " of " + type.safetensorsName() + " takes " + size);
        }
        return tensor;
    }

    private static ElementType type(String name, Fields members) {
        Literal sent = members.option(DTYPE).orElse(new Literal.Null());
        return (sent instanceof Literal.Text(String label)
                ? ElementType.ofSafetensors(label)
                : Optional.<ElementType>empty())
                .orElseThrow(() -> TensorEntry.malformed(name, "has the dtype " + sent.excerpt()
                        + "; it must be one of " + TYPES));
    }

    private static long[] integers(String name, String member, Fields members) {
        if (!(members.get(member) instanceof Field.Option(Literal.Array(List<Literal> values)))) {
            throw notIntegers(name, member, null);
        }
        return values.stream().mapToLong(value -> {
            if (value instanceof Literal.Numeral(double number) && number == Math.rint(number) && number >= 0
                    && number <= LARGEST_EXACT) {
                return (long) number;
            }
            throw notIntegers(name, member, value);
        }).toArray();
    }

    private static MalformedTensorsException notIntegers(String name, String member, @Nullable Literal value) {
        return TensorEntry.malformed(name, "must have an array of integers >= 0 as its " + member
                + (value == null ? "" : ", got " + value.excerpt()));
    }
}
