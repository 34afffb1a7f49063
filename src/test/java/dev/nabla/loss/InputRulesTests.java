package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Mse;
import dev.nabla.tensor.Shape;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What inputs accept, and what they say if they do not. */
class InputRulesTests {

    /** Two rows of three classes. */
    private static final Shape FIRST = Shape.of(2, 3);
    private static final Geometry ROWS = Geometry.ofRows(FIRST, 1);

    static Stream<Arguments> shapes() {
        Shape row = Shape.of(2);
        Shape classes = Shape.of(3);
        Shape column = Shape.of(2, 1);
        return Stream.of(
                Arguments.of(ShapeRules.SAME, new Shape[]{FIRST}, "x must have the shape [2, 3], has [9]"),
                Arguments.of(ShapeRules.SAME_OR_LAST_AXIS_ONE, new Shape[]{FIRST, column},
                        "x must have the shape [2, 3], or the same with a last axis of 1, has [9]"),
                Arguments.of(ShapeRules.numberOr(ShapeRules.SAME), new Shape[]{Shape.SCALAR, FIRST},
                        "x must have the shape [] (a number), or [2, 3], has [9]"),
                Arguments.of(ShapeRules.PER_ROW, new Shape[]{row}, "x must have the shape [2], has [9]"),
                Arguments.of(ShapeRules.PER_ROW_OR_SAME, new Shape[]{row, FIRST},
                        "x must have the shape [2] (class indices) or [2, 3] (probabilities), has [9]"),
                Arguments.of(ShapeRules.PER_CLASS, new Shape[]{classes},
                        "x must have the shape [3], one number per class, has [9]"),
                Arguments.of(ShapeRules.NUMBER_OR_LAST_AXIS, new Shape[]{Shape.SCALAR, classes},
                        "x must have the shape [] (a number), [3], the last axis, or [1], has [9]"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ruleShouldAcceptItsShapesAndSayThemToOthers(ShapeRule rule, Shape[] accepted, String fault) {
        assertThat(accepted).allSatisfy(shape -> assertThat(rule.fault("x", shape, ROWS)).isEmpty());
        Stream.of(FIRST, Shape.of(2), Shape.of(3), Shape.of(2, 1), Shape.SCALAR, Shape.of(9))
                .filter(shape -> !Stream.of(accepted).toList().contains(shape))
                .forEach(shape -> assertThat(rule.fault("x", shape, ROWS)).as("%s", shape).isPresent());
        assertThat(rule.fault("x", Shape.of(9), ROWS)).contains(fault);
    }

    private static int[] used(ShapeRule rule, Shape actual) {
        IntPredicate isSecondRow = place -> place == 1;
        return IntStream.range(0, actual.elements()).filter(rule.uses(actual, ROWS, isSecondRow)).toArray();
    }

    // By hand: the second row holds positions 3 to 5; what all rows share is always used.
    @Test
    void ruleShouldSayWhichElementsTheRowsThatTakePartUse() {
        assertThat(used(ShapeRules.SAME, FIRST)).containsExactly(3, 4, 5);
        assertThat(used(ShapeRules.SAME_OR_LAST_AXIS_ONE, Shape.of(2, 1))).containsExactly(1);
        assertThat(used(ShapeRules.numberOr(ShapeRules.SAME), FIRST)).containsExactly(3, 4, 5);
        assertThat(used(ShapeRules.numberOr(ShapeRules.SAME), Shape.SCALAR)).containsExactly(0);
        assertThat(used(ShapeRules.PER_ROW, Shape.of(2))).containsExactly(1);
        assertThat(used(ShapeRules.PER_ROW_OR_SAME, FIRST)).containsExactly(3, 4, 5);
        assertThat(used(ShapeRules.PER_CLASS, Shape.of(3))).containsExactly(0, 1, 2);
        assertThat(used(ShapeRules.NUMBER_OR_LAST_AXIS, Shape.SCALAR)).containsExactly(0);
    }

    private static String rejected(Input input, Loss loss, Shape shape, double... numbers) {
        Optional<ElementCheck> check = input.elements().check(loss, shape, ROWS);
        int place = check.map(each -> each.firstRejected(numbers, 0, numbers.length)).orElse(numbers.length);
        return place == numbers.length ? "" : numbers[place] + " is not " + check.orElseThrow().inWords();
    }

    // From the rules: class indices are integers in [0, C), and CrossEntropy ignores -100 by default.
    @Test
    void elementsShouldBeCheckedByTheRuleOfTheInput() {
        Input classes = Input.classes("x", "a class");
        Input either = Input.classesOrProbabilities("x", "a class");
        Shape row = Shape.of(2);
        assertThat(rejected(classes, new CrossEntropy(), row, 0, 2, -100)).isEmpty();
        assertThat(rejected(classes, new CrossEntropy(), row, 0, 3))
                .isEqualTo("3.0 is not a class index, an integer from 0 to 2 or the ignored index -100");
        assertThat(rejected(classes, new Mse(), row, 1.5)).startsWith("1.5").endsWith("from 0 to 2");
        assertThat(rejected(either, new Mse(), FIRST, 0.5, 7)).isEmpty();
        assertThat(rejected(either, new Mse(), row, 0.5)).startsWith("0.5");
        assertThat(rejected(Input.levels("x", "a level"), new Mse(), row, 3)).isEmpty();
        assertThat(rejected(Input.levels("x", "a level"), new Mse(), row, 4))
                .isEqualTo("4.0 is not a level, an integer from 0 to 3");
        assertThat(rejected(Input.classList("x", "classes"), new Mse(), FIRST, 2, -1, 0)).isEmpty();
        assertThat(rejected(Input.classList("x", "classes"), new Mse(), FIRST, -2)).startsWith("-2.0");
        assertThat(rejected(Input.labels("x", "labels"), new Mse(), row, -7, 1e15)).isEmpty();
        assertThat(rejected(Input.labels("x", "labels"), new Mse(), row, 0.5))
                .isEqualTo("0.5 is not an integer from -9007199254740991 to 9007199254740991");
        assertThat(rejected(Input.numbers("x", "any"), new Mse(), FIRST, Double.NaN)).isEmpty();
        assertThat(rejected(Input.numbers("x", "some").within("[0, 1]"), new Mse(), FIRST, 1, 2))
                .isEqualTo("2.0 is not a number in [0, 1]");
    }

    @Test
    void onlyNumbersShouldBeRounded() {
        assertThat(Input.numbers("x", "numbers").elements().isRounded(false)).isTrue();
        assertThat(Input.classesOrProbabilities("x", "either").elements().isRounded(true)).isTrue();
        assertThat(Input.classesOrProbabilities("x", "either").elements().isRounded(false)).isFalse();
        assertThat(Input.classWeights().elements().isRounded(true)).isFalse();
        assertThat(Input.labels("x", "labels").elements().isRounded(true)).isFalse();
    }

    @Test
    void withinWhenElementsAreIndicesShouldBeRefused() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Input.labels("x", "labels").within("[0, 1]"));
    }

    @Test
    void presenceShouldSayWhatHappensIfAnInputIsNotSent() {
        Input required = Input.numbers("x", "numbers");
        assertThat(required.isRequired()).isTrue();
        assertThat(required.or(2).fallback()).hasValue(2);
        assertThat(required.or(2).isRequired()).isFalse();
        assertThat(required.optional().isRequired()).isFalse();
        assertThat(required.optional().fallback()).isEmpty();
        assertThat(required.optional().allowsNull()).isTrue();
        assertThat(Input.classWeights().allowsNull()).isTrue();
    }
}
