package dev.nabla.option;

import java.util.List;

/** An integer for each of two dimensions, height and width. A single integer sets both: 2 is [2, 2]. */
public record IntegerPair(long first, long second) {

    /** The same integer for both dimensions. */
    public static IntegerPair of(long both) {
        return new IntegerPair(both, both);
    }

    /** The shortest JSON value for it: an integer if both are equal. */
    Object shortest() {
        return first == second ? (Object) first : List.of(first, second);
    }

    @Override
    public String toString() {
        return shortest().toString();
    }
}
