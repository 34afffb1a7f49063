package dev.nabla.loss;

import dev.nabla.option.Domain;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The common rules for the elements of an input. */
final class ElementRules {

    private ElementRules() {}

    private static Optional<ElementCheck> within(@Nullable Domain domain) {
        return Optional.ofNullable(domain).map(ElementCheck.Within::new);
    }

    private static Optional<ElementCheck> classes(Loss loss, int count) {
        OptionalLong ignored = switch (loss) {
            case RowwiseLoss rowwise -> rowwise.ignoredIndex();
            case BatchLoss batch -> batch.ignoredIndex();
            case ElementwiseLoss _,ComposedLoss _ -> OptionalLong.empty();
        };
        return Optional.of(new ElementCheck.Integers(0, count - 1, ignored, "a class index, an integer from 0 to "
                + (count - 1) + (ignored.isPresent() ? " or the ignored index " + ignored.getAsLong() : "")));
    }

    /** Numbers, which are rounded to the dtype of the request. */
    record Numbers(@Nullable Domain domain) implements ElementRule {

        @Override
        public String label() {
            return "numbers";
        }

        @Override
        public String inWords() {
            return domain == null ? "any" : domain.inWords();
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            return ElementRules.within(domain);
        }

        @Override
        public boolean isRounded(boolean isLikeFirst) {
            return true;
        }

        @Override
        public ElementRule within(Domain limits) {
            return new Numbers(limits);
        }
    }

    /** An option in tensor form; never rounded. */
    record Parameters(Domain domain) implements ElementRule {

        @Override
        public String label() {
            return "parameters";
        }

        @Override
        public String inWords() {
            return domain.inWords();
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            return ElementRules.within(domain);
        }

        @Override
        public boolean isParameter() {
            return true;
        }

        @Override
        public ElementRule within(Domain limits) {
            return new Parameters(limits);
        }
    }

    /** Class indices from 0 to the number of classes less one, and the index that the loss ignores. */
    record Classes() implements ElementRule {

        @Override
        public String label() {
            return "classes";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            return classes(loss, geometry.length());
        }

        @Override
        public boolean isClass() {
            return true;
        }
    }

    /** Class indices, or a distribution over the classes if the shape is that of the first input. */
    record ClassesOrProbabilities(Domain domain) implements ElementRule {

        @Override
        public String label() {
            return "classes or probabilities";
        }

        @Override
        public String inWords() {
            return "an integer, or " + domain.inWords();
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            return actual.equals(geometry.first())
                    ? ElementRules.within(domain)
                    : classes(loss, geometry.length());
        }

        @Override
        public boolean isRounded(boolean isLikeFirst) {
            return isLikeFirst;
        }

        @Override
        public boolean isClass() {
            return true;
        }
    }

    /** Levels from 0 to the length of the class axis, which holds the thresholds between adjacent levels. */
    record Levels() implements ElementRule {

        @Override
        public String label() {
            return "levels";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            int highest = geometry.length();
            return Optional.of(new ElementCheck.Integers(0, highest, OptionalLong.empty(),
                    "a level, an integer from 0 to " + highest));
        }
    }

    /** Class indices; -1 ends the list. */
    record ClassList() implements ElementRule {

        @Override
        public String label() {
            return "class list";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            int last = geometry.length() - 1;
            return Optional.of(new ElementCheck.Integers(-1, last, OptionalLong.empty(),
                    "a class index, an integer from 0 to " + last + ", or -1, which ends the list"));
        }
    }

    /** Arbitrary integers as identifiers: labels, groups. */
    record Labels() implements ElementRule {

        @Override
        public String label() {
            return "labels";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            return Optional
                    .of(new ElementCheck.Integers(-Literal.LARGEST_EXACT, Literal.LARGEST_EXACT, OptionalLong.empty(),
                            Literal.EXACT_INTEGER));
        }
    }

    /** Numbers of elements along an axis: lengths of sequences, sizes of groups. */
    record Lengths(String axis) implements ElementRule {

        @Override
        public String label() {
            return "lengths";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            OptionalInt longest = geometry.size(axis);
            return longest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ElementCheck.Integers(0, longest.getAsInt(), OptionalLong.empty(),
                            "a length, an integer from 0 to " + longest.getAsInt()));
        }
    }

    /** Class indices along a named axis of the first input. */
    record ClassesOf(String axis) implements ElementRule {

        @Override
        public String label() {
            return "classes";
        }

        @Override
        public Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry) {
            OptionalInt count = geometry.size(axis);
            return count.isEmpty() ? Optional.empty() : classes(loss, count.getAsInt());
        }
    }
}
