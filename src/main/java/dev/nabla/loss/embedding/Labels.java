package dev.nabla.loss.embedding;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The labels of the rows that take part.
 *
 * @param classes the rows of the class of each row, in order
 */
record Labels(int[][] classes) {

    static Labels of(double[] labels, int[] items) {
        Map<Double, int[]> rows = IntStream.range(0, items.length).boxed()
                .collect(Collectors.groupingBy(row -> labels[items[row]], Collectors.collectingAndThen(
                        Collectors.toList(), list -> list.stream().mapToInt(row -> row).toArray())));
        return new Labels(Arrays.stream(items).mapToObj(item -> rows.get(labels[item])).toArray(int[][]::new));
    }

    /** The other rows with the label of a row. */
    int[] positives(int row) {
        return Arrays.stream(classes[row]).filter(other -> other != row).toArray();
    }

    /** How many other rows have the label of a row. */
    int positiveCount(int row) {
        return classes[row].length - 1;
    }

    /** How many rows have another label. */
    int negativeCount(int row) {
        return classes.length - classes[row].length;
    }

    /** The rows with another label. */
    int[] negatives(int row) {
        return IntStream.range(0, classes.length).filter(other -> classes[other][0] != classes[row][0]).toArray();
    }
}
