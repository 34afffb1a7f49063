package dev.nabla.codec.safetensors;

import dev.nabla.request.Excerpt;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file.
 *
 * @param tensors the tensors, in the order of the header
 * @param metadata texts by name
 * @param metadataPosition the number of tensors before the metadata
 */
record Header(List<TensorEntry> tensors, SequencedMap<String, String> metadata, int metadataPosition) {

    /** The number of bytes after the header. */
    long dataLength() {
        return tensors.stream().mapToLong(TensorEntry::end).max().orElse(0);
    }

    /**
     * Requires that the tensors fill the bytes after the header without holes or overlaps, and are aligned in the file.
     *
     * @param length the length of the header
     */
    void requirePacked(long length) {
        TensorEntry before = null;
        for (TensorEntry tensor : tensors.stream().sorted(TensorEntry.ORDER_OF_BYTES).toList()) {
            long expected = before == null ? 0 : before.end();
            if (tensor.begin() != expected) {
                throw tensor.malformed(fault(tensor, before, expected));
            }
            long position = HeaderReader.LENGTH_BYTES + length + tensor.begin();
            if (position % tensor.type().bytes() != 0) {
                throw tensor.malformed("is not aligned: it begins at byte " + position
                        + " of the body, which must be a multiple of its element size of " + tensor.type().bytes()
                        + "; pad the header with spaces to a multiple of 8 bytes, and put tensors with larger elements first");
            }
            before = tensor;
        }
    }

    private static String fault(TensorEntry tensor, @Nullable TensorEntry before,
            long expected) {
        String where = "begins at offset " + tensor.begin();
        if (before == null) {
            return where + ", but the first must begin at 0";
        }
        return tensor.begin() < expected
                ? where + " and overlaps the tensor " + Excerpt.of(before.name()) + ", which ends at " + expected
                : where + ", which leaves a hole after the tensor " + Excerpt.of(before.name()) + ", which ends at "
                        + expected;
    }
}
