package dev.nabla.codec.binary;

import dev.nabla.request.Literal;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Tensor;

/** Finds finite numbers beyond the range of float32. */
final class Float32Range {

    private Float32Range() {}

    /** The first position at which only the rounded tensor is infinite; -1 if there is none. */
    static int firstOutside(Tensor exact, Float32Tensor rounded) {
        if (rounded.isFinite()) {
            return -1;
        }
        for (int i = 0; i < rounded.values().length; i++) {
            if (Float.isInfinite(rounded.values()[i]) && Double.isFinite(exact.get(i))) {
                return i;
            }
        }
        return -1;
    }

    static String detail(double number) {
        return "the number " + Literal.number(number) + " is out of range for float32, whose largest is "
                + Float.MAX_VALUE;
    }
}
