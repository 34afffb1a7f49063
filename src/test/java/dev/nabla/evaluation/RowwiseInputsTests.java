package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.ShapeRule;
import dev.nabla.loss.ShapeRules;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Inputs that a rowwise loss can do without, and a rule for shapes that is one new class. */
class RowwiseInputsTests {

    /** Rows of a length of their own, such as boxes of four sides. */
    private record RowsOf(int length) implements ShapeRule {

        @Override
        public String label() {
            return "rows of " + length;
        }

        @Override
        public String inWords(String first) {
            return "rows of " + length;
        }

        @Override
        public Optional<String> expected(Shape actual, Geometry geometry) {
            return geometry.length() == length && actual.equals(geometry.first())
                    ? Optional.empty()
                    : Optional.of("[..., " + length + "]");
        }

        @Override
        public IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded) {
            return geometry.uses(isIncluded);
        }

        @Override
        public Optional<Shape> ofOneNumber(Shape values) {
            return Optional.empty();
        }
    }

    /** The sum of a row, less its offset, times its factors, if these are sent. */
    private record RowSum() implements RowwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of(Input.numbers("predictions", "rows").shaped(new RowsOf(2)).differentiable(),
                    Input.numbers("offset", "one per row").shaped(ShapeRules.PER_ROW).optional(),
                    Input.numbers("factors", "one per element").optional(), Input.numbers("shift", "shift").or(0.5));
        }

        @Override
        public double evaluate(Row row) {
            double sum = row.isSent(1) ? -row.element(1) : 0;
            for (int i = 0; i < row.length(); i++) {
                double factor = row.isSent(2) ? row.elements(2)[i] : 1;
                sum += factor * row.elements(0)[i] + row.elements(3)[i];
                Objects.requireNonNull(row.gradient(0))[i] = factor;
            }
            return sum;
        }
    }

    private static TaskBuilder task() {
        return TaskBuilder.of(new RowSum()).rows("predictions", new double[][]{{1, 2}, {3, 4}}).hessian(false)
                .reduction(Reduction.NONE);
    }

    // By hand: 1 + 2 and 3 + 4, and twice the shift of 0.5 that stands in for what is not sent.
    @Test
    void optionalInputsWhenNotSentShouldBeAbsent() {
        assertThat(task().answer().loss()).containsExactly(4, 8);
        assertThat(task().answer().gradient()).containsExactly(1, 1, 1, 1);
    }

    // By hand: 1·1 + 0·2 + 1 - 10 and 2·3 + 1·4 + 1 - 20.
    @Test
    void optionalInputsWhenSentShouldBeRead() {
        TaskBuilder task = task().input("offset", 10, 20).rows("factors", new double[][]{{1, 0}, {2, 1}});
        assertThat(task.answer().loss()).containsExactly(-8, -9);
        assertThat(task.answer().gradient()).containsExactly(1, 0, 2, 1);
    }

    // By hand: 1 + 2 + 1 - 10; NaN in a row makes its loss NaN, in an optional input too.
    @Test
    void optionalInputWhenItHoldsNaNShouldMakeItsRowNaN() {
        assertThat(task().input("offset", 10, Double.NaN).answer().loss()).containsExactly(-6, Double.NaN);
    }

    @Test
    void rowsOfAnotherLengthShouldBeRefusedByTheRule() {
        TaskBuilder task = TaskBuilder.of(new RowSum()).rows("predictions", new double[][]{{1, 2, 3}});
        assertThat(task.fault().detail()).isEqualTo("predictions must have the shape [..., 2], has [1, 3]");
    }
}
