package dev.nabla.codec.json;

import dev.nabla.request.Excerpt;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The position of the reader: the open arrays and objects, and the current element or member in each. */
final class Nesting {

    private static final int NO_INDEX = -1;

    private int depth;
    private int[] indexes = new int[8];
    private @Nullable String[] names = new String[8];

    int depth() {
        return depth;
    }

    void open() {
        if (depth == indexes.length) {
            indexes = Arrays.copyOf(indexes, 2 * depth);
            names = Arrays.copyOf(names, 2 * depth);
        }
        indexes[depth] = NO_INDEX;
        names[depth] = null;
        depth++;
    }

    void close() {
        depth--;
    }

    void element(int index) {
        indexes[depth - 1] = index;
    }

    void member(String name) {
        names[depth - 1] = name;
    }

    /** The index along each axis of a tensor that began at this depth. */
    int[] index(int outer) {
        return Arrays.copyOfRange(indexes, outer, depth);
    }

    /** The position as an RFC 6901 pointer, in which long names are cut. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            String name = names[level];
            if (name != null) {
                pointer.append('/').append(Excerpt.of(name).replace("~", "~0").replace("/", "~1"));
            } else if (indexes[level] != NO_INDEX) {
                pointer.append('/').append(indexes[level]);
            }
        }
        return pointer.toString();
    }
}
