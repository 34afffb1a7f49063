package dev.nabla.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of numbers by size, in which equal numbers keep their order.
 *
 * <p>The leading bits of each number and its index, in one integer, are sorted digit by digit; numbers of equal leading bits, of which
 * there are few, are then put in order by the rest of their bits.
 */
public final class StableOrder {

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    /** So few integers are sorted sooner by comparisons. */
    private static final int FEW = 1 << 12;

    /** Integers that a thread moves at once. */
    private static final int PART = 1 << 17;

    private StableOrder() {}

    /** Numbers by index, of which none is NaN. */
    @FunctionalInterface
    public interface Numbers {

        DoubleDouble of(int index);
    }

    /** The first indices, less than {@code count}, in the order of their numbers from the largest to the smallest. */
    public static int[] descending(int count, Numbers numbers) {
        int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, count - 1));
        long indexMask = (1L << indexBits) - 1;
        long[] keys = new long[count];
        Parallel.run(count, count, Parallel.ELEMENTS_PER_THREAD, (from, to) -> {
            for (int i = from; i < to; i++) {
                keys[i] = (ascending(0.0 - numbers.of(i).hi()) & ~indexMask) | i;
            }
        });
        long[] sorted = sorted(keys, indexBits);
        int[] order = new int[count];
        Arrays.setAll(order, k -> (int) (sorted[k] & indexMask));
        Comparator<Integer> bySize = Comparator.<Integer>comparingDouble(i -> 0.0 - numbers.of(i).hi())
                .thenComparingDouble(i -> 0.0 - numbers.of(i).lo());
        for (int from = 0; from < count;) {
            int to = from + 1;
            while (to < count && sorted[to] >> indexBits == sorted[from] >> indexBits) {
                to++;
            }
            if (to - from > 1) {
                sort(order, from, to, bySize);
            }
            from = to;
        }
        return order;
    }

    /** Sorts integers that ascend in their lowest bits already by the others: from digit to digit, which keeps the order of equal ones. */
    private static long[] sorted(long[] keys, int lowBits) {
        if (keys.length < FEW) {
            Arrays.sort(keys);
            return keys;
        }
        long[] from = keys;
        long[] to = new long[keys.length];
        for (int shift = lowBits; shift < Long.SIZE; shift += DIGIT_BITS) {
            move(from, to, shift);
            long[] other = from;
            from = to;
            to = other;
        }
        return from;
    }

    /** Moves integers to their places in the order of a digit, parts of them at the same time. */
    private static void move(long[] from, long[] to, int shift) {
        int[][] places = new int[Math.ceilDiv(from.length, PART)][DIGITS];
        forEachPart(from, (part, first, end) -> {
            int[] counts = places[part];
            for (int i = first; i < end; i++) {
                counts[digit(from[i], shift)]++;
            }
        });
        int place = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            for (int[] next : places) {
                int count = next[digit];
                next[digit] = place;
                place += count;
            }
        }
        forEachPart(from, (part, first, end) -> {
            int[] next = places[part];
            for (int i = first; i < end; i++) {
                to[next[digit(from[i], shift)]++] = from[i];
            }
        });
    }

    private static void forEachPart(long[] keys, Part action) {
        Parallel.run(Math.ceilDiv(keys.length, PART), keys.length, PART, (from, to) -> {
            for (int part = from; part < to; part++) {
                action.run(part, part * PART, Math.min((part + 1) * PART, keys.length));
            }
        });
    }

    /** Does something with a part of the integers, from the first to the one before the end. */
    @FunctionalInterface
    private interface Part {

        void run(int part, int first, int end);
    }

    /** Some bits of an integer, of which negative ones come first. */
    private static int digit(long key, int shift) {
        return (int) ((key ^ Long.MIN_VALUE) >>> shift) & (DIGITS - 1);
    }

    /** An integer that is less than that of another number, neither of them −0, if the number is less. */
    private static long ascending(double number) {
        long bits = Double.doubleToRawLongBits(number);
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    /** Sorts a range of indices, which are in ascending order, stably, unless they are sorted already. */
    private static void sort(int[] order, int from, int to, Comparator<Integer> comparator) {
        boolean isSorted = IntStream.range(from + 1, to)
                .allMatch(k -> comparator.compare(order[k - 1], order[k]) <= 0);
        if (!isSorted) {
            int[] sorted = Arrays.stream(order, from, to).boxed().sorted(comparator).mapToInt(i -> i).toArray();
            System.arraycopy(sorted, 0, order, from, sorted.length);
        }
    }
}
