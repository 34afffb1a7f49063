package dev.nabla.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The order of numbers by size, in which equal numbers keep their order.
 *
 * <p>The leading bits of each number and its index, in one integer, are sorted on several threads; numbers of equal leading bits,
 * of which there are few, are then put in order by the rest of their bits.
 */
public final class StableOrder {

    private StableOrder() {}

    /**
     * Orders the first numbers of an array, of which none is NaN, from the largest to the smallest.
     *
     * @param high the numbers, rounded
     * @param low what is missing to the numbers, as in a double-double
     * @return the indices of the numbers in that order
     */
    public static int[] descending(double[] high, double[] low, int count) {
        int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, count - 1));
        long indexMask = (1L << indexBits) - 1;
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (ascending(0.0 - high[i]) & ~indexMask) | i;
        }
        Arrays.parallelSort(keys);
        int[] order = new int[count];
        Arrays.setAll(order, k -> (int) (keys[k] & indexMask));
        Comparator<Integer> bySize = Comparator.<Integer>comparingDouble(i -> 0.0 - high[i])
                .thenComparingDouble(i -> 0.0 - low[i]);
        for (int from = 0; from < count;) {
            int to = from + 1;
            while (to < count && keys[to] >> indexBits == keys[from] >> indexBits) {
                to++;
            }
            sort(order, from, to, bySize);
            from = to;
        }
        return order;
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
