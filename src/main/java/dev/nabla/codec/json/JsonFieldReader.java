package dev.nabla.codec.json;

import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads single fields from texts of their own, each of which is a JSON value: for forms that hold some JSON. */
public final class JsonFieldReader {

    private static final FieldKinds NONE = _ -> FieldKind.Value.UNKNOWN;

    private final JsonLimits limits;
    private final @Nullable DType dtype;

    /** {@code dtype} is that of {@link FieldKind.Value#REAL} tensors, if it is known. */
    public JsonFieldReader(JsonLimits limits, @Nullable DType dtype) {
        this.limits = limits;
        this.dtype = dtype;
    }

    /**
     * Reads a field from the text of its value.
     *
     * @throws MalformedJsonException if the text is not JSON, or nested too deeply
     */
    public Field read(String name, FieldKind kind, String text) {
        var in = new JsonInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return new DocumentReader(NONE, new JsonScanner(in, limits, 1), dtype).read(name, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
