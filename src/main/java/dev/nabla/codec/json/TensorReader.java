package dev.nabla.codec.json;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tensor: nested arrays, all of the same length along each axis.
 *
 * <p>The first element or empty array determines the rank; the first array that closes on an axis determines its size. After
 * the first fault, only the JSON syntax of the rest is checked.
 */
final class TensorReader {

    private static final int UNKNOWN = -1;

    private final String name;
    private final JsonScanner scanner;
    private final ValueReader values;
    private final TensorElements elements;
    private final int outer;

    private int rank = UNKNOWN;
    private int[] sizes = new int[0];
    private @Nullable Fault fault;

    TensorReader(String name, JsonScanner scanner, ValueReader values, TensorElements elements) {
        this.name = name;
        this.scanner = scanner;
        this.values = values;
        this.elements = elements;
        this.outer = scanner.nesting.depth();
    }

    Field read() throws IOException {
        value(0);
        if (fault != null) {
            return new Field.Faulty(fault, float32Fault());
        }
        return elements.field(name, Shape.of(sizes));
    }

    /** Reads a value at a nesting depth within the tensor. */
    private void value(int depth) throws IOException {
        int token = scanner.token();
        if (fault != null) {
            values.skip();
        } else if (token == '[') {
            deeper(depth);
        } else if (rank == UNKNOWN || rank == depth) {
            rank = depth;
            leaf(token);
        } else {
            fail("expected an array like the elements before, found " + values.skip().kind());
        }
    }

    private void deeper(int depth) throws IOException {
        if (rank == depth) {
            fail("expected " + elements.elementName() + " like the elements before, found " + values.skip().kind());
            return;
        }
        if (depth == sizes.length) {
            sizes = Arrays.copyOf(sizes, depth + 1);
            sizes[depth] = UNKNOWN;
        }
        array(depth);
    }

    private void leaf(int token) throws IOException {
        String problem = elements.read(token);
        if (problem != null) {
            fail(problem);
        }
    }

    private void array(int axis) throws IOException {
        int expected = sizes[axis];
        boolean tooLong = false;
        int count = 0;
        scanner.open();
        if (!scanner.closesAtOnce(']')) {
            do {
                int many = many(axis, expected, count);
                if (many > 0) {
                    count += many;
                    scanner.element(count - 1);
                    continue;
                }
                scanner.element(count);
                tooLong |= count == expected && fault == null;
                element(axis + 1, tooLong);
                count++;
            } while (scanner.another(']'));
        }
        close(axis, count, tooLong);
    }

    /** Reads as much as possible of a row of numbers at once. */
    private int many(int axis, int expected, int count) {
        if (rank != axis + 1 || fault != null) {
            return 0;
        }
        return elements.readMany((expected == UNKNOWN ? Integer.MAX_VALUE : expected) - count);
    }

    private void element(int depth, boolean tooLong) throws IOException {
        if (tooLong) {
            values.skip();
        } else {
            value(depth);
        }
    }

    private void close(int axis, int count, boolean tooLong) {
        if (rank == UNKNOWN) {
            rank = axis + 1;
        }
        if (sizes[axis] == UNKNOWN) {
            sizes[axis] = count;
        } else if (tooLong || (count != sizes[axis] && fault == null)) {
            fail("ragged nesting: expected length " + sizes[axis] + " like the arrays before, found length " + count);
        }
    }

    private void fail(String detail) {
        fault = new Fault(name, scanner.nesting.index(outer), detail);
    }

    private @Nullable Fault float32Fault() {
        int position = elements.firstOutOfFloat32Range();
        return position < 0 ? null : new Fault(name, indexOf(position), NumberElements.outOfRange(DType.FLOAT32));
    }

    /** The index of an element before the fault. The nesting may be ragged, but the sizes are valid up to the fault. */
    private int[] indexOf(int position) {
        int[] index = new int[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis > 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        if (index.length > 0) {
            index[0] = rest;
        }
        return index;
    }
}
