package dev.nabla.loss.ranking;

import dev.nabla.loss.BatchLoss.Inputs;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which items each list has. Items in the shape {@code (N, L)} are N lists, one per row. Items in the shape {@code (L)} are
 * groups: those with the same id, in the order in which ids first occur; or one after another, each of a given size; or else a
 * single list.
 *
 * @param starts where in the order each list starts, and where the last one ends
 * @param order the items, one list after another
 */
record Lists(int[] starts, IntUnaryOperator order) {

    private static final int IDS = 2;
    private static final int SIZES = 3;

    /** The lists of inputs without faults. */
    static Lists of(Inputs inputs) {
        int items = inputs.shape(0).elements();
        if (inputs.isSent(IDS)) {
            return ofGroups(numbered(inputs.elements(IDS)));
        }
        if (inputs.isSent(SIZES)) {
            return new Lists(starts(Arrays.stream(inputs.elements(SIZES)).mapToInt(size -> (int) size).toArray()),
                    IntUnaryOperator.identity());
        }
        int count = count(inputs);
        int[] sizes = new int[count];
        Arrays.fill(sizes, count == 0 ? 0 : items / count);
        return new Lists(starts(sizes), IntUnaryOperator.identity());
    }

    /** The number of lists, given inputs that may have faults. */
    static int count(Inputs inputs) {
        Shape items = inputs.shape(0);
        if (items.rank() > 1) {
            return items.size(0);
        }
        if (inputs.isSent(IDS)) {
            return 1 + Arrays.stream(numbered(inputs.elements(IDS))).max().orElse(-1);
        }
        return inputs.isSent(SIZES) ? inputs.shape(SIZES).elements() : 1;
    }

    /** The number of each item's group: groups are numbered as their ids first occur. */
    private static int[] numbered(double[] ids) {
        Map<Double, Integer> numbers = new HashMap<>();
        int[] numbered = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            boolean isAsBefore = i > 0 && ids[i] == ids[i - 1];
            numbered[i] = isAsBefore ? numbered[i - 1] : number(ids[i] + 0.0, numbers);
        }
        return numbered;
    }

    private static int number(double id, Map<Double, Integer> numbers) {
        return numbers.computeIfAbsent(id, _ -> numbers.size());
    }

    private static Lists ofGroups(int[] numbers) {
        int[] sizes = new int[1 + Arrays.stream(numbers).max().orElse(-1)];
        Arrays.stream(numbers).forEach(number -> sizes[number]++);
        int[] starts = starts(sizes);
        int[] next = starts.clone();
        int[] order = new int[numbers.length];
        IntStream.range(0, order.length).forEach(item -> order[next[numbers[item]]++] = item);
        return new Lists(starts, place -> order[place]);
    }

    private static int[] starts(int[] sizes) {
        int[] starts = new int[sizes.length + 1];
        Arrays.setAll(starts, list -> list == 0 ? 0 : starts[list - 1] + sizes[list - 1]);
        return starts;
    }

    /** What is wrong with the groups of items, each input of which is valid by itself. */
    static Optional<Fault> fault(Inputs inputs) {
        Shape items = inputs.shape(0);
        if (items.rank() > 2) {
            return fault("predictions", "must have the axes (N, L), or one axis, has the shape " + items);
        }
        if (items.rank() == 2 && inputs.isSent(IDS)) {
            return fault("group_ids", "are for predictions with one axis; predictions have the shape " + items);
        }
        if (items.rank() == 2 && inputs.isSent(SIZES)) {
            return fault("group_sizes", "are for predictions with one axis; predictions have the shape " + items);
        }
        if (inputs.isSent(IDS) && inputs.isSent(SIZES)) {
            return fault("group_sizes", "must not be sent beside group_ids");
        }
        return inputs.isSent(SIZES)
                ? faultOfSizes((long) Arrays.stream(inputs.elements(SIZES)).sum(), items.elements())
                : Optional.empty();
    }

    private static Optional<Fault> faultOfSizes(long sum, int items) {
        return sum == items
                ? Optional.empty()
                : fault("group_sizes", "must add up to " + items + ", the number of predictions, add up to " + sum);
    }

    private static Optional<Fault> fault(String field, String detail) {
        return Optional.of(Fault.of(field, field + " " + detail));
    }

    int count() {
        return starts.length - 1;
    }

    /** The items of a list that the mask includes. */
    int[] items(int list, IntPredicate isIncluded) {
        return IntStream.range(starts[list], starts[list + 1]).map(order).filter(isIncluded).toArray();
    }

    /** The list of each item. */
    int[] ofItems() {
        int[] lists = new int[starts[count()]];
        for (int list = 0; list < count(); list++) {
            for (int place = starts[list]; place < starts[list + 1]; place++) {
                lists[order.applyAsInt(place)] = list;
            }
        }
        return lists;
    }

    /** The number of pairs of items in all lists, masked ones among them. */
    long pairs() {
        return IntStream.range(0, count()).mapToLong(list -> starts[list + 1] - starts[list])
                .map(size -> size * size / 2).sum();
    }
}
