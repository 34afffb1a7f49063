package dev.nabla.codec.json;

import dev.nabla.tensor.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The elements of a tensor in chunks. Only the first chunk grows, so elements are not copied again and again.
 *
 * @param <A> the array type
 */
final class ElementChunks<A> {

    private static final int FIRST = 8;
    private static final int CAPACITY = 1 << 14;

    private final IntFunction<A> make;
    private final List<A> full = new ArrayList<>();
    private A last;
    private int capacity = FIRST;
    private int count;

    /** Creates an empty list; {@code make} allocates arrays of a length, with unspecified contents. */
    ElementChunks(IntFunction<A> make) {
        this.make = make;
        this.last = make.apply(FIRST);
    }

    int size() {
        return full.size() * CAPACITY + count;
    }

    /** The chunk for the next elements, with space for at least one. */
    A last() {
        if (count == CAPACITY) {
            full.add(last);
            last = make.apply(CAPACITY);
            count = 0;
        } else if (count == capacity) {
            capacity *= 2;
            last = copy(capacity);
        }
        return last;
    }

    /** The number of elements in the last chunk. */
    int count() {
        return count;
    }

    /** The free space in the last chunk. */
    int free() {
        return capacity - count;
    }

    /** Records that elements were written to the last chunk. */
    void added(int more) {
        count += more;
    }

    /** All elements. No more can be added afterwards. */
    A all() {
        if (full.isEmpty()) {
            return count == capacity ? last : copy(count);
        }
        A all = make.apply(size());
        full.add(last);
        for (int i = full.size() - 1, length = count; i >= 0; i--, length = CAPACITY) {
            System.arraycopy(full.get(i), 0, all, i * CAPACITY, length);
            Storage.giveBack(full.get(i));
        }
        return all;
    }

    private A copy(int length) {
        A copy = make.apply(length);
        System.arraycopy(last, 0, copy, 0, count);
        return copy;
    }
}
