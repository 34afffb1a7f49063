package dev.nabla.expression.function;

import dev.nabla.kernel.Deadline;
import java.util.Arrays;

/** The order of the elements of a row: a merge sort of indices, so that equal elements keep theirs. */
final class SortOrder {

    private SortOrder() {}

    /** The indices of the elements from the smallest to the largest. */
    static int[] of(double... row) {
        int[] order = new int[row.length];
        int[] merged = new int[row.length];
        Arrays.setAll(order, i -> i);
        for (int width = 1; width > 0 && width < row.length; width *= 2) {
            Deadline.check();
            for (int from = 0; from < row.length; from += 2 * width) {
                merge(row, order, merged, from, Math.min(from + width, row.length), Math.min(from + 2 * width, row.length));
            }
            int[] next = order;
            order = merged;
            merged = next;
        }
        return order;
    }

    private static void merge(double[] row, int[] order, int[] merged, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean isLeft = left < middle
                    && (right >= to || Double.compare(row[order[left]], row[order[right]]) <= 0);
            merged[i] = isLeft ? order[left++] : order[right++];
        }
    }
}
