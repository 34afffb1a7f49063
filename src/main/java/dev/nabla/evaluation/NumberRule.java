package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.loss.Input.Content;
import dev.nabla.loss.Interval;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import java.util.OptionalLong;

/** Which numbers an input takes. */
sealed interface NumberRule {

    boolean accepts(double number);

    /** Completes "must be …". */
    String inWords();

    static NumberRule of(Loss loss, Input input, boolean onePerRow, Geometry geometry) {
        boolean classes = input.content() == Content.CLASSES
                || (input.content() == Content.CLASSES_OR_PROBABILITIES && onePerRow);
        if (classes) {
            return new Classes(geometry.length(),
                    loss instanceof RowwiseLoss rowwise ? rowwise.ignoredIndex() : OptionalLong.empty());
        }
        return input.domain() == null ? new Anything() : new Within(input.domain());
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

    record Within(Interval range) implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return range.contains(number);
        }

        @Override
        public String inWords() {
            return range.inWords();
        }
    }

    record Classes(int count, OptionalLong ignored) implements NumberRule {

        @Override
        public boolean accepts(double number) {
            return (number >= 0 && number < count && number == Math.rint(number))
                    || (ignored.isPresent() && number == ignored.getAsLong());
        }

        @Override
        public String inWords() {
            return "a class index, an integer from 0 to " + (count - 1)
                    + (ignored.isPresent() ? " or the ignored index " + ignored.getAsLong() : "");
        }
    }
}
