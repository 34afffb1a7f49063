package dev.nabla.loss.ranking;

import dev.nabla.loss.BatchLoss.Batch;
import dev.nabla.loss.BatchLoss.Inputs;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** The lists of a batch without faults. */
    static Lists of(Batch batch) {
        return batch.isSent(IDS)
                ? ofGroups(numbered(batch.elements(IDS)))
                : new Lists(starts(sizes(batch).orElseThrow()), IntUnaryOperator.identity());
    }

    /** The number of lists, given inputs that may have faults; empty if they are groups by ids that are not known. */
    static OptionalInt count(Inputs inputs) {
        Shape items = inputs.shape(0);
        if (items.rank() > 1) {
            return OptionalInt.of(items.size(0));
        }
        if (inputs.isSent(IDS)) {
            Optional<int[]> numbers = inputs.known(IDS).map(Lists::numbered);
            return numbers.isPresent() ? OptionalInt.of(count(numbers.get())) : OptionalInt.empty();
        }
        return OptionalInt.of(inputs.isSent(SIZES) ? inputs.shape(SIZES).elements() : 1);
    }

    private static int count(int... numbers) {
        return 1 + Arrays.stream(numbers).max().orElse(-1);
    }

    /**
     * The number of pairs of items in all lists, masked ones among them, given inputs that may have faults. If it is not known how
     * the items are divided into groups, it is that of a single list, which has the most.
     */
    static long pairs(Inputs inputs) {
        int[] single = {inputs.shape(0).elements()};
        return Arrays.stream(sizes(inputs).orElse(single)).asLongStream().map(size -> size * size / 2).sum();
    }

    /** How many items each list has; empty if that is not known, or if the sizes given are none of all items. */
    private static Optional<int[]> sizes(Inputs inputs) {
        int items = inputs.shape(0).elements();
        if (inputs.shape(0).rank() < 2 && inputs.isSent(IDS)) {
            return inputs.known(IDS).map(Lists::numbered).map(Lists::sizes);
        }
        if (inputs.shape(0).rank() < 2 && inputs.isSent(SIZES)) {
            return inputs.known(SIZES).filter(sizes -> areSizesOf(items, sizes))
                    .map(sizes -> Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
        }
        int[] sizes = new int[count(inputs).orElseThrow()];
        Arrays.fill(sizes, sizes.length == 0 ? 0 : items / sizes.length);
        return Optional.of(sizes);
    }

    private static boolean areSizesOf(int items, double... sizes) {
        return Arrays.stream(sizes).allMatch(size -> size >= 0) && Arrays.stream(sizes).sum() == items;
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
        int[] starts = starts(sizes(numbers));
        int[] next = starts.clone();
        int[] order = new int[numbers.length];
        IntStream.range(0, order.length).forEach(item -> order[next[numbers[item]]++] = item);
        return new Lists(starts, place -> order[place]);
    }

    private static int[] sizes(int... numbers) {
        int[] sizes = new int[count(numbers)];
        Arrays.stream(numbers).forEach(number -> sizes[number]++);
        return sizes;
    }

    private static int[] starts(int[] sizes) {
        int[] starts = new int[sizes.length + 1];
        Arrays.setAll(starts, list -> list == 0 ? 0 : starts[list - 1] + sizes[list - 1]);
        return starts;
    }

    /** What is wrong with the groups of items, each input of which is valid by itself. */
    static Optional<Fault> fault(Batch batch) {
        Shape items = batch.shape(0);
        if (items.rank() > 2) {
            return fault("predictions", "must have the axes (N, L), or one axis, has the shape " + items);
        }
        if (items.rank() == 2 && batch.isSent(IDS)) {
            return fault("group_ids", "are for predictions with one axis; predictions have the shape " + items);
        }
        if (items.rank() == 2 && batch.isSent(SIZES)) {
            return fault("group_sizes", "are for predictions with one axis; predictions have the shape " + items);
        }
        if (batch.isSent(IDS) && batch.isSent(SIZES)) {
            return fault("group_sizes", "must not be sent beside group_ids");
        }
        return batch.isSent(SIZES)
                ? faultOfSizes((long) Arrays.stream(batch.elements(SIZES)).sum(), items.elements())
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
}
