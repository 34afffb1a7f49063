package dev.nabla.loss;

import dev.nabla.option.Domain;
import java.util.OptionalLong;

/** Finds invalid elements of an input. Each check has a loop of its own, for the sake of large tensors. */
public interface ElementCheck {

    /** The first index in {@code [from, to)} with an invalid number; {@code to} if there is none. */
    int firstRejected(double[] numbers, int from, int to);

    /** Completes "must be …". */
    String inWords();

    /** Numbers of a domain. */
    record Within(Domain domain) implements ElementCheck {

        @Override
        public int firstRejected(double[] numbers, int from, int to) {
            int place = from;
            while (place < to && domain.contains(numbers[place])) {
                place++;
            }
            return place;
        }

        @Override
        public String inWords() {
            return domain.inWords();
        }
    }

    /**
     * Integers.
     *
     * @param from the smallest
     * @param to the largest
     * @param besides one more valid number, if any
     * @param inWords completes "must be …"
     */
    record Integers(double from, double to, OptionalLong besides, String inWords) implements ElementCheck {

        @Override
        public int firstRejected(double[] numbers, int start, int end) {
            double alsoTaken = besides.isPresent() ? besides.getAsLong() : Double.NaN;
            int place = start;
            while (place < end && (isInRange(numbers[place]) || numbers[place] == alsoTaken)) {
                place++;
            }
            return place;
        }

        private boolean isInRange(double number) {
            return number >= from && number <= to && number == Math.rint(number);
        }
    }
}
