package dev.nabla.codec.json;

/** The growth policy of arrays. */
final class ArrayGrowth {

    /** The maximum length of an array on every virtual machine. */
    static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private ArrayGrowth() {}

    /** A capacity for at least {@code needed} elements, 1.5 times the current one or more. */
    static int capacity(int current, int needed) {
        long grown = 16L + current + (current >> 1);
        return (int) Math.min(Math.max(grown, needed), MAX_LENGTH);
    }
}
