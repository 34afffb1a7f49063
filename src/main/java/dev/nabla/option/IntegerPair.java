package dev.nabla.option;

import java.util.List;

/** An integer for each of two directions. One integer stands for both: 2 is [2, 2]. */
public record IntegerPair(long first, long second) {

    /** The same for both. */
    public static IntegerPair of(long both) {
        return new IntegerPair(both, both);
    }

    /** As JSON would write it. */
    Object shortest() {
        return first == second ? (Object) first : List.of(first, second);
    }

    @Override
    public String toString() {
        return shortest().toString();
    }
}
