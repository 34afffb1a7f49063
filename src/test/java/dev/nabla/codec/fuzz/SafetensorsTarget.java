package dev.nabla.codec.fuzz;

import dev.nabla.codec.binary.MalformedTensorsException;
import dev.nabla.codec.json.JsonLimits;
import dev.nabla.codec.safetensors.SafetensorsLimits;
import dev.nabla.codec.safetensors.SafetensorsReader;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKind.Value;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.Fields;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A fuzz target: bytes as safetensors, for a request with fields of all kinds. What is not valid is a
 * {@link MalformedTensorsException} or an {@link InvalidRequestException}; every other exception is a finding, and so is a parse
 * that takes long, or much memory.
 */
public final class SafetensorsTarget {

    private static final SafetensorsLimits LIMITS = new SafetensorsLimits(1 << 16, new JsonLimits(16, 1000));

    /** What a parse may take beside 1000 times the input: tensors twice, in both dtypes. */
    private static final long MOST_ALLOCATED = 2 * BoundedRead.MOST_MEMORY;

    private static final FieldKinds LAYER = name -> switch (name) {
        case "type" -> Value.OPTION;
        case "weight", "bias" -> Value.REAL;
        default -> Value.UNKNOWN;
    };

    private static final FieldKinds KINDS = name -> switch (name) {
        case "x", "predictions" -> Value.REAL;
        case "t" -> Value.EXACT;
        case "m" -> Value.BOOLEAN;
        case "o" -> Value.OPTION;
        case "wrt" -> Value.NAMES;
        case "dtype" -> Value.DTYPE;
        case "a" -> Value.ANY;
        case "layers" -> new FieldKind.Items(new FieldKind.Members(LAYER));
        case "p" -> new FieldKind.Members(_ -> Value.REAL);
        case "s" -> new FieldKind.Members(_ -> new FieldKind.Members(_ -> Value.REAL));
        case "loss" -> new FieldKind.OptionOrMembers(_ -> Value.OPTION);
        case "w" -> new FieldKind.TensorOrMembers(_ -> Value.OPTION);
        default -> Value.UNKNOWN;
    };

    private SafetensorsTarget() {}

    /** The entry point of Jazzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        new BoundedRead(MOST_ALLOCATED, SafetensorsTarget::parse).run(data);
    }

    private static void parse(byte[] data) throws IOException {
        try {
            use(new SafetensorsReader(KINDS, LIMITS, new LinkedHashMap<>()).read(new ByteArrayInputStream(data)));
        } catch (MalformedTensorsException e) {
            if (e.detail().isBlank()) {
                throw new AssertionError("an error without words", e);
            }
        } catch (InvalidRequestException _) {
            // refused, with words
        }
    }

    private static void use(Fields fields) {
        fields.forEach((_, field) -> use(field));
    }

    private static void use(Field field) {
        switch (field) {
            case Field.Numbers numbers -> {
                for (DType dtype : DType.values()) {
                    if (numbers.as(dtype).shape().elements() != numbers.shape().elements()) {
                        throw new AssertionError("elements are lost");
                    }
                }
            }
            case Field.Members(Fields inside) -> use(inside);
            case Field.Items(List<Field> each) -> each.forEach(SafetensorsTarget::use);
            case Field.Faulty faulty -> faulty.fault().detailWithPlace();
            case Field.Booleans _,Field.Option _,Field.Unknown _ -> {
            }
        }
    }
}
