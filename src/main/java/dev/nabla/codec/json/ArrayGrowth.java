package dev.nabla.codec.json;

/** How arrays grow. */
final class ArrayGrowth {

    /** The longest array that every virtual machine grants. */
    static final int LONGEST = Integer.MAX_VALUE - 8;

    private ArrayGrowth() {}

    /** A capacity for at least {@code needed} elements, well above the present one. */
    static int capacity(int present, int needed) {
        long grown = 16L + present + (present >> 1);
        return (int) Math.min(Math.max(grown, needed), LONGEST);
    }
}
