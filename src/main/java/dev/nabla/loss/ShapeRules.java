package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The common rules for the shape of an input. */
public final class ShapeRules {

    /** The shape of the first input. */
    public static final ShapeRule SAME = new Same();

    /** The shape of the first input, or that with a last axis of 1, which is then broadcast. */
    public static final ShapeRule SAME_OR_LAST_AXIS_ONE = new SameOrLastAxisOne();

    /** The shape without the class axis: one element per row. */
    public static final ShapeRule PER_ROW = new PerRow();

    /** One element per row, or the shape of the first input. */
    public static final ShapeRule PER_ROW_OR_SAME = new PerRowOrSame();

    /** A vector with one element per class. */
    public static final ShapeRule PER_CLASS = new PerClass();

    /** A number, or a vector over the last axis; one of length 1 is broadcast. */
    public static final ShapeRule NUMBER_OR_LAST_AXIS = new NumberOrLastAxis();

    /** Any shape. */
    public static final ShapeRule ANY = new Any();

    private ShapeRules() {}

    /** Named axes, for instance {@code N, S}: a name has one size in all inputs of a loss. */
    public static ShapeRule named(String axes) {
        return new Named(AxisNames.of(axes));
    }

    /** Named axes, of an input that is padded, or others, where it is packed: {@code N, S} or {@code L}. */
    public static ShapeRule paddedOrPacked(String padded, String packed) {
        return new PaddedOrPacked(AxisNames.of(padded), AxisNames.of(packed));
    }

    /** A number, which is broadcast to all positions, or what another rule allows. */
    public static ShapeRule numberOr(ShapeRule rule) {
        return new NumberOr(rule);
    }

    private static Optional<String> unless(boolean fits, Object expected) {
        return fits ? Optional.empty() : Optional.of(expected.toString());
    }

    private record Any() implements ShapeRule {

        @Override
        public String label() {
            return "any";
        }

        @Override
        public String inWords(String first) {
            return "in any shape";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return Optional.empty();
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return _ -> true;
        }
    }

    private record Same() implements ShapeRule {

        @Override
        public String label() {
            return "same";
        }

        @Override
        public String inWords(String first) {
            return "in the shape of " + first;
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return unless(actual.equals(geometry.first()), geometry.first());
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return geometry.uses(isIncluded);
        }
    }

    private record SameOrLastAxisOne() implements ShapeRule {

        @Override
        public String label() {
            return "same or last axis one";
        }

        @Override
        public String inWords(String first) {
            return "in the shape of " + first + ", or with a last axis of 1";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            Shape first = geometry.first();
            boolean isLastAxisOne = first.rank() > 0 && actual.equals(first.with(first.rank() - 1, 1));
            return unless(actual.equals(first) || isLastAxisOne, first + ", or the same with a last axis of 1");
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            int served = spread(actual, geometry.first()).divisor();
            IntPredicate each = geometry.uses(isIncluded);
            return position -> IntStream.range(position * served, (position + 1) * served).anyMatch(each);
        }

        @Override
        public Spread spread(Shape actual, Shape first) {
            return actual.equals(first) ? Spread.ONE_TO_ONE : new Spread(Math.max(1, first.size(-1)), 0);
        }
    }

    private record PerRow() implements ShapeRule {

        @Override
        public String label() {
            return "row";
        }

        @Override
        public String inWords(String first) {
            return "in the shape of " + first + " without the class axis";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return unless(actual.equals(geometry.values()), geometry.values());
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return isIncluded;
        }

        @Override
        public boolean isPerRow(Shape actual, Shape first) {
            return true;
        }
    }

    private record PerRowOrSame() implements ShapeRule {

        @Override
        public String label() {
            return "row or same";
        }

        @Override
        public String inWords(String first) {
            return "in the shape of " + first + ", or that without the class axis";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return unless(actual.equals(geometry.values()) || actual.equals(geometry.first()),
                    geometry.values() + " (class indices) or " + geometry.first() + " (probabilities)");
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return isPerRow(actual, geometry.first()) ? isIncluded : geometry.uses(isIncluded);
        }

        @Override
        public boolean isPerRow(Shape actual, Shape first) {
            return !actual.equals(first);
        }
    }

    private record PerClass() implements ShapeRule {

        @Override
        public String label() {
            return "class axis";
        }

        @Override
        public String inWords(String first) {
            return "a vector with one element per class";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            Shape classes = Shape.of(geometry.length());
            return unless(actual.equals(classes), classes + ", one number per class");
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return _ -> true;
        }

        @Override
        public Spread spread(Shape actual, Shape first) {
            return new Spread(1, actual.elements());
        }

        @Override
        public boolean isSharedByRows() {
            return true;
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return Optional.empty();
        }
    }

    private record NumberOrLastAxis() implements ShapeRule {

        @Override
        public String label() {
            return "number or last axis";
        }

        @Override
        public String inWords(String first) {
            return "a number, or a vector over the last axis of " + first + " or of length 1";
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            Shape first = geometry.first();
            if (first.rank() == 0) {
                return unless(actual.rank() == 0, "[] (a number)");
            }
            Shape lastAxis = Shape.of(first.size(-1));
            Shape one = Shape.of(1);
            return unless(actual.rank() == 0 || actual.equals(lastAxis) || actual.equals(one), lastAxis.equals(one)
                    ? "[] (a number) or [1]"
                    : "[] (a number), " + lastAxis + ", the last axis, or [1]");
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return _ -> true;
        }

        @Override
        public Spread spread(Shape actual, Shape first) {
            return new Spread(1, actual.elements());
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return Optional.of(Shape.SCALAR);
        }
    }

    private record NumberOr(ShapeRule rule) implements ShapeRule {

        @Override
        public String label() {
            return "number or " + rule.label();
        }

        @Override
        public String inWords(String first) {
            return "a number, or " + rule.inWords(first);
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return isOneForAll(actual)
                    ? Optional.empty()
                    : rule.expected(actual, geometry).map(expected -> "[] (a number), or " + expected);
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return isOneForAll(actual)
                    ? _ -> IntStream.range(0, geometry.first().elements()).anyMatch(geometry.uses(isIncluded))
                    : rule.uses(actual, geometry, isIncluded);
        }

        @Override
        public Spread spread(Shape actual, Shape first) {
            return isOneForAll(actual) ? Spread.ONE_FOR_ALL : rule.spread(actual, first);
        }

        @Override
        public boolean isOneForAll(Shape actual) {
            return actual.rank() == 0;
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return rule.ofOneNumber(values);
        }
    }

    private record Named(AxisNames names) implements ShapeRule {

        @Override
        public String label() {
            return names.toString();
        }

        @Override
        public String inWords(String first) {
            return "in the shape " + names;
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return unless(names.fit(actual, geometry.sizes()), names.inWords(geometry.sizes()));
        }

        @Override
        public Optional<String> fault(String name, Shape actual, Geometry geometry) {
            return names.isOfRank(actual.rank())
                    ? ShapeRule.super.fault(name, actual, geometry)
                    : Optional.of(name + " must have " + names.rankInWords() + ", has the shape " + actual);
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return geometry.uses(names, isIncluded);
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return Optional.empty();
        }

        @Override
        public Optional<AxisNames> axes() {
            return Optional.of(names);
        }
    }

    /** The axes are those of the padded form, which tells more sizes; of the packed form every element is used. */
    private record PaddedOrPacked(AxisNames padded, AxisNames packed) implements ShapeRule {

        @Override
        public String label() {
            return padded + " or " + packed;
        }

        @Override
        public String inWords(String first) {
            return "in the shape " + padded + ", or packed as " + packed;
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return unless(padded.fit(actual, geometry.sizes()) || packed.fit(actual, geometry.sizes()),
                    padded.inWords(geometry.sizes()) + ", or packed " + packed.inWords(geometry.sizes()));
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return padded.isOfRank(actual.rank()) ? geometry.uses(padded, isIncluded) : _ -> true;
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return Optional.empty();
        }

        @Override
        public Optional<AxisNames> axes() {
            return Optional.of(padded);
        }
    }
}
