package dev.nabla.grpc;

import dev.nabla.codec.binary.BinaryNumbers;
import dev.nabla.codec.binary.ElementType;
import dev.nabla.grpc.protocol.InferTensorContents;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/** Contents of a tensor by the type of a message, which are in the field of its datatype. */
record MessageContents(String name, ElementType type, Kind kind) {

    private static final long LARGEST_EXACT = 1L << 53;

    /** The fields of contents. */
    enum Kind {
        BOOL_CONTENTS,
        INT_CONTENTS,
        INT64_CONTENTS,
        UINT_CONTENTS,
        UINT64_CONTENTS,
        FP32_CONTENTS,
        FP64_CONTENTS,
        BYTES_CONTENTS;

        int count(InferTensorContents contents) {
            return switch (this) {
                case BOOL_CONTENTS -> contents.getBoolContentsCount();
                case INT_CONTENTS -> contents.getIntContentsCount();
                case INT64_CONTENTS -> contents.getInt64ContentsCount();
                case UINT_CONTENTS -> contents.getUintContentsCount();
                case UINT64_CONTENTS -> contents.getUint64ContentsCount();
                case FP32_CONTENTS -> contents.getFp32ContentsCount();
                case FP64_CONTENTS -> contents.getFp64ContentsCount();
                case BYTES_CONTENTS -> contents.getBytesContentsCount();
            };
        }

        /** The name of the field. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Contents of a datatype that has a typed form. */
    static MessageContents of(String name, ElementType type) {
        return new MessageContents(name, type, switch (type) {
            case BOOL -> Kind.BOOL_CONTENTS;
            case INT8, INT16, INT32 -> Kind.INT_CONTENTS;
            case INT64 -> Kind.INT64_CONTENTS;
            case UINT8, UINT16, UINT32 -> Kind.UINT_CONTENTS;
            case UINT64 -> Kind.UINT64_CONTENTS;
            case FLOAT32 -> Kind.FP32_CONTENTS;
            case FLOAT64 -> Kind.FP64_CONTENTS;
            case FLOAT16, BFLOAT16 -> throw new IllegalArgumentException(type.name());
        });
    }

    /**
     * The elements, in one axis.
     *
     * @throws InvalidRequestException if they are in the field of another datatype, or an integer is not exact in float64
     */
    Field read(InferTensorContents contents) {
        Arrays.stream(Kind.values()).filter(each -> each != kind && each.count(contents) > 0).findFirst()
                .ifPresent(other -> {
                    throw new InvalidRequestException(Fault.of(name, "the contents must be in " + kind.label()
                            + ", as the datatype is " + type.inferenceName() + ", are in " + other.label()));
                });
        int count = kind.count(contents);
        return switch (kind) {
            case BOOL_CONTENTS -> booleans(contents, count);
            case FP32_CONTENTS -> floats(contents, count);
            case FP64_CONTENTS -> doubles(count, contents::getFp64Contents);
            case INT_CONTENTS -> doubles(count, contents::getIntContents);
            case UINT_CONTENTS -> doubles(count, i -> Integer.toUnsignedLong(contents.getUintContents(i)));
            case INT64_CONTENTS -> doubles(count, i -> exact(i, contents.getInt64Contents(i), -LARGEST_EXACT));
            case UINT64_CONTENTS -> doubles(count, i -> exact(i, contents.getUint64Contents(i), 0));
            case BYTES_CONTENTS -> throw new IllegalStateException("no datatype is of bytes");
        };
    }

    private double exact(int index, long value, long least) {
        if (value < least || value > LARGEST_EXACT) {
            throw new InvalidRequestException(new Fault(name, new int[]{index}, "must be an integer from " + least
                    + " to " + LARGEST_EXACT + ", as the datatype is " + type.inferenceName() + ", got "
                    + (least == 0 ? Long.toUnsignedString(value) : Long.toString(value))));
        }
        return value;
    }

    private Field doubles(int count, IntToDoubleFunction element) {
        double[] values = Storage.doubles(count);
        for (int i = 0; i < count; i++) {
            values[i] = element.applyAsDouble(i);
        }
        return new BinaryNumbers(name, new Float64Tensor(Shape.of(count), values));
    }

    private Field floats(InferTensorContents contents, int count) {
        float[] values = Storage.floats(count);
        for (int i = 0; i < count; i++) {
            values[i] = contents.getFp32Contents(i);
        }
        return new BinaryNumbers(name, new Float32Tensor(Shape.of(count), values));
    }

    private static Field booleans(InferTensorContents contents, int count) {
        Storage.count(count);
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
            values[i] = contents.getBoolContents(i);
        }
        return new Field.Booleans(new BooleanTensor(Shape.of(count), values));
    }
}
