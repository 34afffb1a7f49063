package dev.nabla.codec.binary;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.FieldKind;
import dev.nabla.request.Literal;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors of little-endian elements from a stream, one after another and in chunks, straight into the arrays in which they
 * are kept.
 *
 * <p>An invalid tensor becomes a {@link Field.Faulty} and is read to its end. The index of such a fault is the position of the
 * element in row-major order.
 */
public final class ElementReader {

    /** The most elements of an option in tensor form, each of which becomes an object. */
    private static final int MOST_VALUES = 10_000;

    /** The memory of such an object. */
    private static final int VALUE_BYTES = 32;

    private static final long LARGEST_EXACT = 1L << 53;

    private final InputStream in;
    private byte[] chunk = new byte[0];

    /** Reads from a stream, which is not closed. */
    public ElementReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads a tensor as the kind of its field demands.
     *
     * @param name the name of the field, for faults
     * @param dtype the dtype of {@link FieldKind.Value#REAL} tensors
     * @throws MalformedTensorsException if the stream ends within it
     */
    public Field read(String name, FieldKind.Value kind, ElementType type, Shape shape, DType dtype)
            throws IOException {
        return switch (kind) {
            case REAL -> numbers(name, type, shape, dtype);
            case EXACT, ANY, ELEMENTS, LATER -> numbers(name, type, shape, exact(type));
            case BOOLEAN -> booleans(name, type, shape);
            case OPTION -> option(name, type, shape);
            case DTYPE, NAMES -> refused(name, type, shape,
                    Excerpt.of(name) + " must be text, got a tensor");
            case UNKNOWN -> {
                skip(name, type, shape.elements());
                yield new Field.Unknown();
            }
        };
    }

    /** The memory that a tensor takes once it is read, in bytes. */
    public static long memory(FieldKind.Value kind, ElementType type, Shape shape, DType dtype) {
        long elements = shape.elements();
        return switch (kind) {
            case REAL -> elements * ElementType.of(dtype).bytes();
            case EXACT, ANY, ELEMENTS, LATER -> elements * ElementType.of(exact(type)).bytes();
            case BOOLEAN -> elements;
            case OPTION -> Math.min(elements, MOST_VALUES) * VALUE_BYTES;
            case DTYPE, NAMES, UNKNOWN -> 0;
        };
    }

    /** The dtype that holds every number of a type. */
    private static DType exact(ElementType type) {
        return type.dtype() == null ? DType.FLOAT64 : type.dtype();
    }

    private Field refused(String name, ElementType type, Shape shape, String detail) throws IOException {
        skip(name, type, shape.elements());
        return new Field.Faulty(Fault.of(name, detail));
    }

    private Field numbers(String name, ElementType type, Shape shape, DType dtype) throws IOException {
        if (type == ElementType.BOOL) {
            return refused(name, type, shape, Excerpt.of(name) + " must be a tensor of numbers, got BOOL");
        }
        Tensor tensor = Tensor.uninitialized(shape, dtype);
        Fault fault = type.isFloating() ? floating(name, type, tensor) : integers(name, type, tensor);
        return fault == null ? new BinaryNumbers(name, tensor) : new Field.Faulty(fault);
    }

    private @Nullable Fault floating(String name, ElementType type, Tensor tensor) throws IOException {
        return switch (tensor) {
            case Float64Tensor(Shape shape, double[] values) when type == ElementType.FLOAT64 ->
                chunks(name, type, shape.elements(), (decoder, from, count) -> {
                    decoder.doubles(values, from, count);
                    return null;
                });
            case Float32Tensor(Shape shape, float[] values) when type != ElementType.FLOAT64 ->
                chunks(name, type, shape.elements(), (decoder, from, count) -> {
                    decoder.floats(values, from, count);
                    return null;
                });
            case Float64Tensor(Shape shape, double[] values) -> {
                float[] narrow = new float[Math.min(shape.elements(), ElementDecoder.ELEMENTS)];
                yield chunks(name, type, shape.elements(), (decoder, from, count) -> {
                    decoder.floats(narrow, 0, count);
                    for (int i = 0; i < count; i++) {
                        values[from + i] = narrow[i];
                    }
                    return null;
                });
            }
            case Float32Tensor(Shape shape, float[] values) -> {
                double[] wide = new double[Math.min(shape.elements(), ElementDecoder.ELEMENTS)];
                yield chunks(name, type, shape.elements(), (decoder, from, count) -> {
                    decoder.doubles(wide, 0, count);
                    return round(name, wide, values, from, count);
                });
            }
        };
    }

    private static @Nullable Fault round(String name, double[] wide, float[] values, int from, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) wide[i];
            largest = Math.max(largest, Math.abs(values[from + i]));
        }
        if (Float.isFinite(largest)) {
            return null;
        }
        for (int i = 0; i < count; i++) {
            if (Float.isInfinite(values[from + i]) && Double.isFinite(wide[i])) {
                return new Fault(name, new int[]{from + i}, Float32Range.detail(wide[i]));
            }
        }
        return null;
    }

    private @Nullable Fault integers(String name, ElementType type, Tensor tensor) throws IOException {
        int elements = tensor.shape().elements();
        long[] integers = new long[Math.min(elements, ElementDecoder.ELEMENTS)];
        double[] wide = new double[integers.length];
        return chunks(name, type, elements, (decoder, from, count) -> {
            decoder.integers(integers, count);
            int inexact = widen(type, integers, wide, count);
            if (inexact >= 0) {
                return new Fault(name, new int[]{from + inexact}, "the integer " + text(type, integers[inexact])
                        + " is out of range: integers are exact from " + -LARGEST_EXACT + " to " + LARGEST_EXACT);
            }
            tensor.write(from, wide, count);
            return null;
        });
    }

    /** Widens integers to float64; the position of the first that has no such number, or else -1. */
    private static int widen(ElementType type, long[] integers, double[] wide, int count) {
        long least = 0;
        long most = 0;
        for (int i = 0; i < count; i++) {
            wide[i] = integers[i];
            least = Math.min(least, integers[i]);
            most = Math.max(most, integers[i]);
        }
        long smallest = type == ElementType.UINT64 ? 0 : -LARGEST_EXACT;
        if (least >= smallest && most <= LARGEST_EXACT) {
            return -1;
        }
        int position = 0;
        while (integers[position] >= smallest && integers[position] <= LARGEST_EXACT) {
            position++;
        }
        return position;
    }

    private static String text(ElementType type, long integer) {
        return type == ElementType.UINT64 ? Long.toUnsignedString(integer) : Long.toString(integer);
    }

    private Field booleans(String name, ElementType type, Shape shape) throws IOException {
        if (type != ElementType.BOOL && type != ElementType.UINT8) {
            return refused(name, type, shape, Excerpt.of(name)
                    + " must be a tensor of Booleans: BOOL, or unsigned bytes that are 0 or 1");
        }
        Storage.count(shape.elements());
        boolean[] values = new boolean[shape.elements()];
        Fault fault = flags(name, type, values);
        return fault == null
                ? new Field.Booleans(new BooleanTensor(shape, values))
                : new Field.Faulty(fault);
    }

    private @Nullable Fault flags(String name, ElementType type, boolean[] values) throws IOException {
        return chunks(name, type, values.length, (_, from, count) -> {
            int others = 0;
            for (int i = 0; i < count; i++) {
                values[from + i] = chunk[i] == 1;
                others |= chunk[i] & ~1;
            }
            if (others == 0) {
                return null;
            }
            int position = 0;
            while ((chunk[position] & ~1) == 0) {
                position++;
            }
            return new Fault(name, new int[]{from + position}, "must be 0 or 1, got " + (chunk[position] & 0xFF));
        });
    }

    /** An option in tensor form: a number, Boolean, or nested arrays of them. */
    private Field option(String name, ElementType type, Shape shape) throws IOException {
        if (shape.elements() > MOST_VALUES) {
            return refused(name, type, shape, Excerpt.of(name) + " may have at most " + MOST_VALUES + " values");
        }
        Storage.count((long) shape.elements() * VALUE_BYTES);
        return switch (type == ElementType.BOOL
                ? booleans(name, type, shape)
                : numbers(name, type, shape, DType.FLOAT64)) {
            case Field.Booleans(BooleanTensor tensor) ->
                new Field.Option(literal(shape, 0, 0, i -> new Literal.Flag(tensor.values()[i])));
            case Field.Numbers numbers -> {
                Tensor tensor = numbers.as(DType.FLOAT64);
                yield new Field.Option(literal(shape, 0, 0, i -> new Literal.Numeral(tensor.get(i))));
            }
            case Field invalid -> invalid;
        };
    }

    private interface ToLiteral {
        Literal at(int position);
    }

    private static Literal literal(Shape shape, int axis, int position, ToLiteral elements) {
        if (axis == shape.rank()) {
            return elements.at(position);
        }
        if (shape.elements() == 0) {
            return new Literal.Array(List.of());
        }
        List<Literal> values = new ArrayList<>();
        for (int i = 0; i < shape.size(axis); i++) {
            values.add(literal(shape, axis + 1, position + i * shape.stride(axis), elements));
        }
        return new Literal.Array(values);
    }

    /** Decodes the elements {@code from} to {@code from + count - 1}, which are in the chunk. */
    private interface Chunk {

        @Nullable
        Fault decode(ElementDecoder decoder, int from, int count);
    }

    /** Reads the elements of a tensor, and decodes them up to the first fault, which it returns. */
    private @Nullable Fault chunks(String name, ElementType type, int elements, Chunk decoding) throws IOException {
        int most = Math.min(elements, ElementDecoder.ELEMENTS);
        chunk(most * type.bytes());
        ElementDecoder decoder = new ElementDecoder(type, chunk);
        for (int from = 0, count; from < elements; from += count) {
            count = Math.min(most, elements - from);
            fill(name, count * type.bytes());
            Fault fault = decoding.decode(decoder, from, count);
            if (fault != null) {
                skip(name, type, elements - from - count);
                return fault;
            }
        }
        return null;
    }

    private void skip(String name, ElementType type, int elements) throws IOException {
        long left = (long) elements * type.bytes();
        chunk((int) Math.min(left, ElementDecoder.ELEMENTS * Double.BYTES));
        while (left > 0) {
            int count = (int) Math.min(left, chunk.length);
            fill(name, count);
            left -= count;
        }
    }

    private void chunk(int bytes) {
        if (chunk.length < bytes) {
            chunk = new byte[bytes];
        }
    }

    private void fill(String name, int count) throws IOException {
        if (in.readNBytes(chunk, 0, count) < count) {
            throw new MalformedTensorsException(name, "the body ends within the tensor " + Excerpt.of(name));
        }
    }
}
