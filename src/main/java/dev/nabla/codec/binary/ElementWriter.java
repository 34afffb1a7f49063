package dev.nabla.codec.binary;

import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/** Writes tensors as little-endian elements of their dtype, in chunks. */
public final class ElementWriter {

    private static final int CHUNK = 64 << 10;

    private final OutputStream out;
    private byte[] chunk = new byte[0];

    /** Writes to a stream, which is neither flushed nor closed. */
    public ElementWriter(OutputStream out) {
        this.out = out;
    }

    /** The number of bytes that a tensor takes. */
    public static long bytes(Tensor tensor) {
        return (long) tensor.shape().elements() * ElementType.of(tensor.dtype()).bytes();
    }

    public void write(Tensor tensor) throws IOException {
        int bytes = ElementType.of(tensor.dtype()).bytes();
        int elements = tensor.shape().elements();
        int most = Math.min(elements, CHUNK / bytes);
        if (chunk.length < most * bytes) {
            chunk = new byte[most * bytes];
        }
        MemorySegment segment = MemorySegment.ofArray(chunk);
        for (int from = 0, count; from < elements; from += count) {
            count = Math.min(most, elements - from);
            switch (tensor) {
                case Float64Tensor wide ->
                    MemorySegment.copy(wide.values(), from, segment, ElementDecoder.DOUBLE, 0, count);
                case Float32Tensor narrow ->
                    MemorySegment.copy(narrow.values(), from, segment, ElementDecoder.FLOAT, 0, count);
            }
            out.write(chunk, 0, count * bytes);
        }
    }
}
