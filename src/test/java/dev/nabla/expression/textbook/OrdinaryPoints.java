package dev.nabla.expression.textbook;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Loss;
import dev.nabla.loss.LossFixture;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.oracle.Deviation;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Points that the test of a loss draws, as the rows of one task.
 *
 * @param task the task, without reduction
 * @param answer what the catalog answers
 * @param sensitivity how much each number of that depends on those of its row
 */
record OrdinaryPoints(Task task, Map<String, double[]> answer, Map<String, double[]> sensitivity) {

    private static final int COUNT = 500;

    /** A number that is not the catalog's. */
    record Miss(String quantity, int position, double actual, double catalog) {

        @Override
        public String toString() {
            return quantity + "[" + position + "] is " + actual + ", in the catalog " + catalog;
        }
    }

    static <L extends Loss> OrdinaryPoints draw(LossFixture<L> fixture, L loss, RandomGenerator random) {
        List<Point<L>> points = Stream.generate(() -> fixture.point(loss, random)).limit(COUNT).toList();
        Task task = FormulaTwin.plain(Point.together(points).build(), Reduction.NONE);
        return new OrdinaryPoints(task, Sensitivity.numbers(Evaluator.evaluate(task)), Sensitivity.of(task));
    }

    /** How many numbers the answer has. */
    int numbers() {
        return answer.values().stream().mapToInt(numbers -> numbers.length).sum();
    }

    /** The numbers of an evaluation that differ from the catalog's by more than some ulps times their condition number. */
    List<Miss> misses(Evaluation evaluation, double ulps) {
        List<Miss> misses = new ArrayList<>();
        Map<String, double[]> numbers = Sensitivity.numbers(evaluation);
        answer.forEach((quantity, catalog) -> {
            double[] actual = Objects.requireNonNull(numbers.get(quantity));
            double[] sizes = Objects.requireNonNull(sensitivity.get(quantity));
            IntStream.range(0, catalog.length).filter(i -> {
                double unit = Math.max(Math.ulp(catalog[i]), Math.ulp(1.0) * sizes[i]);
                return !(Math.abs(actual[i] - catalog[i]) <= ulps * unit);
            }).mapToObj(i -> new Miss(quantity, i, actual[i], catalog[i])).forEach(misses::add);
        });
        return misses;
    }

    /** Whether a number of the answer for a miss's row alone is the one that was missed. */
    boolean isOf(Miss miss, Deviation deviation) {
        return deviation.quantity().equals(miss.quantity) && deviation.position() == miss.position % columns(miss);
    }

    private int columns(Miss miss) {
        return Objects.requireNonNull(answer.get(miss.quantity)).length / COUNT;
    }

    /** The row that a miss is in, alone. */
    Task row(Miss miss) {
        int row = miss.position / columns(miss);
        Task alone = task;
        for (Map.Entry<String, Tensor> input : task.inputs().entrySet()) {
            Shape shape = input.getValue().shape();
            if (shape.rank() > 0 && shape.size(0) == COUNT) {
                alone = alone.withInput(input.getKey(), slice(input.getValue(), row));
            }
        }
        return alone;
    }

    private static Tensor slice(Tensor tensor, int row) {
        int columns = tensor.shape().elements() / COUNT;
        double[] numbers = new double[columns];
        tensor.read(row * columns, numbers, columns);
        return new Float64Tensor(tensor.shape().rank() == 1 ? Shape.of(1) : Shape.of(1, columns), numbers);
    }
}
