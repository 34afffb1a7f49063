package dev.nabla.codec.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the reader stands: the arrays and objects that are open, and the element or member it is at in each. */
final class Nesting {

    private static final int NO_PLACE = -1;

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
        indexes[depth] = NO_PLACE;
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

    /** The place as an RFC 6901 pointer. */
    String pointer() {
        StringBuilder pointer = new StringBuilder();
        for (int level = 0; level < depth; level++) {
            String name = names[level];
            if (name != null) {
                pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            } else if (indexes[level] != NO_PLACE) {
                pointer.append('/').append(indexes[level]);
            }
        }
        return pointer.toString();
    }
}
