package dev.nabla.codec.binary;

import dev.nabla.tensor.DType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the elements of a tensor are stored in binary forms, little-endian. */
public enum ElementType {
    FLOAT64("F64", "FP64", Double.BYTES, DType.FLOAT64),
    FLOAT32("F32", "FP32", Float.BYTES, DType.FLOAT32),
    FLOAT16("F16", "FP16", Short.BYTES, DType.FLOAT32),
    BFLOAT16("BF16", "BF16", Short.BYTES, DType.FLOAT32),
    INT64("I64", "INT64", Long.BYTES, null),
    INT32("I32", "INT32", Integer.BYTES, null),
    INT16("I16", "INT16", Short.BYTES, null),
    INT8("I8", "INT8", Byte.BYTES, null),
    UINT64("U64", "UINT64", Long.BYTES, null),
    UINT32("U32", "UINT32", Integer.BYTES, null),
    UINT16("U16", "UINT16", Short.BYTES, null),
    UINT8("U8", "UINT8", Byte.BYTES, null),
    BOOL("BOOL", "BOOL", Byte.BYTES, null);

    private final String safetensorsName;
    private final String inferenceName;
    private final int bytes;
    private final @Nullable DType dtype;

    ElementType(String safetensorsName, String inferenceName, int bytes, @Nullable DType dtype) {
        this.safetensorsName = safetensorsName;
        this.inferenceName = inferenceName;
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** The type in which tensors of a dtype are sent. */
    public static ElementType of(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> FLOAT64;
            case FLOAT32 -> FLOAT32;
        };
    }

    /** The type with a name in safetensors, such as {@code F32}. */
    public static Optional<ElementType> ofSafetensors(String name) {
        return Arrays.stream(values()).filter(type -> type.safetensorsName.equals(name)).findFirst();
    }

    /** The type with a name in the Open Inference Protocol, such as {@code FP32}. */
    public static Optional<ElementType> ofInference(String name) {
        return Arrays.stream(values()).filter(type -> type.inferenceName.equals(name)).findFirst();
    }

    /** The name in safetensors. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** The name in the Open Inference Protocol. */
    public String inferenceName() {
        return inferenceName;
    }

    /** The size of an element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The smallest dtype that holds every number of this type; {@code null} if this is no floating-point type. */
    public @Nullable DType dtype() {
        return dtype;
    }

    boolean isFloating() {
        return dtype != null;
    }
}
