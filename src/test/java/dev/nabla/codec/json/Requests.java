package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Fields;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads requests whose fields are called after what they hold: x, weight, mask, option, dtype; any other is unknown. */
final class Requests {

    private Requests() {}

    static FieldKind kind(String name) {
        return switch (name) {
            case "x", "y" -> FieldKind.Value.REAL;
            case "weight" -> FieldKind.Value.EXACT;
            case "mask" -> FieldKind.Value.BOOLEAN;
            case "option" -> FieldKind.Value.OPTION;
            case "dtype" -> FieldKind.Value.DTYPE;
            default -> FieldKind.Value.UNKNOWN;
        };
    }

    static Fields read(String text) {
        return read(text, null);
    }

    static Fields read(String text, @Nullable DType dtype) {
        return read(text.getBytes(StandardCharsets.UTF_8), dtype);
    }

    static Fields read(byte[] text, @Nullable DType dtype) {
        return read(new ByteArrayInputStream(text), dtype);
    }

    static Fields read(InputStream in, @Nullable DType dtype) {
        return read(in, JsonLimits.DEFAULT, dtype);
    }

    static Fields read(InputStream in, JsonLimits limits, @Nullable DType dtype) {
        try {
            return new JsonRequestReader(Requests::kind, limits, dtype).read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The field called x of a request that is nothing else. */
    static Field readX(String text) {
        return field(read("{\"x\":" + text + "}"), "x");
    }

    static Field field(Fields document, String name) {
        return Objects.requireNonNull(document.get(name), name);
    }

    static JsonNumbers numbers(Fields document, String name) {
        return (JsonNumbers) field(document, name);
    }

    static double[] float64(Fields document, String name) {
        return ((Float64Tensor) numbers(document, name).as(DType.FLOAT64)).values();
    }

    static float[] float32(Fields document, String name) {
        return ((Float32Tensor) numbers(document, name).as(DType.FLOAT32)).values();
    }

    /** A stream that hands out a document in pieces of this many bytes. */
    static InputStream inPieces(byte[] text, int size) {
        return new ByteArrayInputStream(text) {
            @Override
            public int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, size));
            }
        };
    }
}
