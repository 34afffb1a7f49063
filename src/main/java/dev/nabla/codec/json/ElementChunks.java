package dev.nabla.codec.json;

import dev.nabla.tensor.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The elements of a tensor in parts, of which only the first grows: what was read is not copied again and again.
 *
 * @param <A> arrays of numbers
 */
final class ElementChunks<A> {

    private static final int FIRST = 8;
    private static final int CAPACITY = 1 << 14;

    private final IntFunction<A> make;
    private final List<A> full = new ArrayList<>();
    private A last;
    private int capacity = FIRST;
    private int count;

    /** No elements yet; {@code make} makes arrays of so many, which hold anything. */
    ElementChunks(IntFunction<A> make) {
        this.make = make;
        this.last = make.apply(FIRST);
    }

    int size() {
        return full.size() * CAPACITY + count;
    }

    /** The part that takes the next elements, which has room for one at least. */
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

    /** How many elements the last part holds. */
    int count() {
        return count;
    }

    /** For how many more the last part has room. */
    int room() {
        return capacity - count;
    }

    /** Tells that elements were written to the last part. */
    void added(int more) {
        count += more;
    }

    /** All elements. Nothing can be added any more. */
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
