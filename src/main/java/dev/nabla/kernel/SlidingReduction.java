package dev.nabla.kernel;

import java.util.function.IntUnaryOperator;

/**
 * Combines the elements of ranges of a line by an associative operation, where later ranges neither begin nor end before
 * earlier ones. It takes about three operations per element, however long the ranges are, and no inverse: sums are not
 * subtracted, so they keep their digits, and maxima work as well.
 *
 * <p>A range is the end of a stretch that was combined from right to left, and the beginning of the next, which is combined
 * from left to right.
 *
 * @see <a href="https://doi.org/10.1016/0167-8655(92)90069-C">van Herk (1992), A fast algorithm for local minimum and
 * maximum filters on rectangular and octagonal kernels</a>
 */
public abstract class SlidingReduction {

    /**
     * Ranges of a line. The n-th holds the elements {@code from(n)} to {@code to(n) - 1}; none if that is less.
     *
     * @param length the number of elements of the line
     * @param count the number of ranges
     */
    public record Ranges(int length, int count, IntUnaryOperator from, IntUnaryOperator to) {}

    /**
     * Combines each range of each line. The results are transposed: those of the first range of all lines, then those of the
     * second, …, so that a second reduction combines columns.
     *
     * @param lines the number of lines, one after another
     */
    protected final void reduce(int lines, Ranges ranges) {
        for (int line = 0; line < lines; line++) {
            Deadline.check();
            reduce(line * ranges.length(), ranges, line, lines);
        }
    }

    private void reduce(int line, Ranges ranges, int target, int step) {
        int middle = 0;
        int end = 0;
        for (int range = 0; range < ranges.count(); range++) {
            int from = ranges.from().applyAsInt(range);
            int to = ranges.to().applyAsInt(range);
            if (from >= to) {
                setEmpty(target + range * step);
                continue;
            }
            if (from >= middle) {
                combineBackwards(line, from, to);
                middle = to;
                end = to;
            }
            combineForwards(line, end, to);
            end = to;
            set(target + range * step, from);
        }
    }

    /**
     * Combines the elements from each place of a line to {@code to - 1}, and forgets what was combined before.
     *
     * @param line the index of the line's first element
     */
    protected abstract void combineBackwards(int line, int from, int to);

    /** Appends elements of a line to those combined from left to right. */
    protected abstract void combineForwards(int line, int from, int to);

    /** Sets a result to the elements from a place on, combined backwards, and those combined forwards. */
    protected abstract void set(int target, int from);

    /** Sets a result to that of no elements. */
    protected abstract void setEmpty(int target);
}
