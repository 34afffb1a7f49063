package dev.nabla.codec.binary;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Decodes chunks of little-endian elements. Loops run over arrays, so that the compiler vectorizes them. */
final class ElementDecoder {

    /** The most elements of a chunk. */
    static final int ELEMENTS = 1 << 13;

    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private final ElementType type;
    private final byte[] bytes;
    private final MemorySegment chunk;
    private final short[] shorts;
    private final int[] ints;

    /** A decoder of elements at the start of an array. */
    ElementDecoder(ElementType type, byte[] bytes) {
        int elements = bytes.length / type.bytes();
        this.type = type;
        this.bytes = bytes;
        this.chunk = MemorySegment.ofArray(bytes);
        this.shorts = new short[type.bytes() == Short.BYTES ? elements : 0];
        this.ints = new int[type.bytes() == Integer.BYTES && !type.isFloating() ? elements : 0];
    }

    /** Decodes floating-point numbers of at most 32 bits. */
    void floats(float[] target, int from, int count) {
        switch (type) {
            case FLOAT32 -> MemorySegment.copy(chunk, FLOAT, 0, target, from, count);
            case FLOAT16 -> {
                copyShorts(count);
                for (int i = 0; i < count; i++) {
                    target[from + i] = Float.float16ToFloat(shorts[i]);
                }
            }
            case BFLOAT16 -> {
                copyShorts(count);
                for (int i = 0; i < count; i++) {
                    target[from + i] = Float.intBitsToFloat(shorts[i] << 16);
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
    }

    /** Decodes float64 numbers. */
    void doubles(double[] target, int from, int count) {
        MemorySegment.copy(chunk, DOUBLE, 0, target, from, count);
    }

    /** Decodes integers. Those of {@link ElementType#UINT64} that are negative stand for numbers beyond the range. */
    void integers(long[] target, int count) {
        switch (type) {
            case INT64, UINT64 -> MemorySegment.copy(chunk, LONG, 0, target, 0, count);
            case INT32 -> {
                copyInts(count);
                for (int i = 0; i < count; i++) {
                    target[i] = ints[i];
                }
            }
            case UINT32 -> {
                copyInts(count);
                for (int i = 0; i < count; i++) {
                    target[i] = Integer.toUnsignedLong(ints[i]);
                }
            }
            case INT16 -> {
                copyShorts(count);
                for (int i = 0; i < count; i++) {
                    target[i] = shorts[i];
                }
            }
            case UINT16 -> {
                copyShorts(count);
                for (int i = 0; i < count; i++) {
                    target[i] = Short.toUnsignedLong(shorts[i]);
                }
            }
            case INT8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = bytes[i];
                }
            }
            case UINT8 -> {
                for (int i = 0; i < count; i++) {
                    target[i] = Byte.toUnsignedLong(bytes[i]);
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
    }

    private void copyShorts(int count) {
        MemorySegment.copy(chunk, SHORT, 0, shorts, 0, count);
    }

    private void copyInts(int count) {
        MemorySegment.copy(chunk, INT, 0, ints, 0, count);
    }
}
