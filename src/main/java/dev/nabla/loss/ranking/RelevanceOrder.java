package dev.nabla.loss.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The items of a list by falling relevance, and the pairs of one that is more relevant than the other.
 *
 * @param items the items; those that are equally relevant by index
 * @param less the first place of an item less relevant than the one at each place
 */
record RelevanceOrder(int[] items, int[] less) {

    static RelevanceOrder of(double[] relevance) {
        int[] items = byFalling(relevance);
        int[] less = new int[items.length];
        for (int place = items.length - 1; place >= 0; place--) {
            boolean isLast = place + 1 == items.length || relevance[items[place]] > relevance[items[place + 1]];
            less[place] = isLast ? place + 1 : less[place + 1];
        }
        return new RelevanceOrder(items, less);
    }

    /** Indices by falling numbers; those of equal numbers by index. */
    static int[] byFalling(double[] numbers) {
        Comparator<Integer> largestFirst = Comparator.comparingDouble(i -> -(numbers[i] + 0.0));
        return IntStream.range(0, numbers.length).boxed().sorted(largestFirst).mapToInt(i -> i).toArray();
    }

    /** The number of pairs. */
    long pairs() {
        return IntStream.range(0, items.length).mapToLong(place -> items.length - less[place]).sum();
    }

    /** All pairs. */
    Pairs all() {
        int[][] partners = new int[items.length][];
        Arrays.fill(partners, items);
        return new Pairs(items, partners, less);
    }

    /** The pairs with an item for which a condition holds. */
    Pairs with(IntPredicate isTop) {
        int[] top = IntStream.of(items).filter(isTop).toArray();
        int[][] partners = new int[items.length][];
        int[] from = new int[items.length];
        int[] topsBefore = new int[items.length + 1];
        for (int place = 0; place < items.length; place++) {
            topsBefore[place + 1] = topsBefore[place] + (isTop.test(items[place]) ? 1 : 0);
        }
        for (int place = 0; place < items.length; place++) {
            boolean isWithAll = isTop.test(items[place]);
            partners[place] = isWithAll ? items : top;
            from[place] = isWithAll ? less[place] : topsBefore[less[place]];
        }
        return new Pairs(items, partners, from);
    }

    /**
     * Some pairs: each of {@code higher} with the items of its array {@code lower} from a place on.
     */
    record Pairs(int[] higher, int[][] lower, int[] from) {}
}
