package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.option.Domain;
import java.util.OptionalLong;

/** Which numbers an input takes. */
sealed interface NumberRule {

    boolean accepts(double number);

    /** The first place from one up to another whose number is not accepted; the latter if there is none. */
    default int firstRejected(double[] numbers, int from, int to) {
        int place = from;
        while (place < to && accepts(numbers[place])) {
            place++;
        }
        return place;
    }

    /** Completes "must be …". */
    String inWords();

    static NumberRule of(Loss loss, Input input, boolean onePerRow, Geometry geometry) {
        OptionalLong ignored = loss instanceof RowwiseLoss rowwise ? rowwise.ignoredIndex() : OptionalLong.empty();
        NumberRule numbers = input.domain() == null ? new Anything() : new Within(input.domain());
        return switch (input.content()) {
            case CLASSES -> new Classes(geometry.length(), ignored);
            case CLASSES_OR_PROBABILITIES -> onePerRow ? new Classes(geometry.length(), ignored) : numbers;
            case LEVELS -> new Levels(geometry.length());
            case CLASS_LIST -> new ClassList(geometry.length());
            case NUMBERS, PARAMETERS -> numbers;
        };
    }

    record Anything() implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return true;
        }

        @Override
        public String inWords() {
            return "a number";
        }
    }

    record Within(Domain range) implements NumberRule {

        /** A loop of its own, since every loss with a domain comes through here. */
        @Override
        public int firstRejected(double[] numbers, int from, int to) {
            int place = from;
            while (place < to && range.contains(numbers[place])) {
                place++;
            }
            return place;
        }

        @Override
        public boolean accepts(double number) {
            return range.contains(number);
        }

        @Override
        public String inWords() {
            return range.inWords();
        }
    }

    private static boolean isInteger(double number, int from, int to) {
        return number >= from && number <= to && number == Math.rint(number);
    }

    record Levels(int highest) implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return isInteger(number, 0, highest);
        }

        @Override
        public String inWords() {
            return "a level, an integer from 0 to " + highest;
        }
    }

    record ClassList(int count) implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return isInteger(number, -1, count - 1);
        }

        @Override
        public String inWords() {
            return "a class index, an integer from 0 to " + (count - 1) + ", or -1, which ends the list";
        }
    }

    record Classes(int count, OptionalLong ignored) implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return isInteger(number, 0, count - 1)
                    || (ignored.isPresent() && number == ignored.getAsLong());
        }

        @Override
        public String inWords() {
            return "a class index, an integer from 0 to " + (count - 1)
                    + (ignored.isPresent() ? " or the ignored index " + ignored.getAsLong() : "");
        }
    }
}
