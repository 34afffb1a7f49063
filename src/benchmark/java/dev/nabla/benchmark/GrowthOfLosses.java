package dev.nabla.benchmark;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.LossFixture;
import dev.nabla.loss.LossFixtures;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The inputs with which a loss is measured: value and all derivatives, of numbers in several orders. */
final class GrowthOfLosses {

    private GrowthOfLosses() {}

    /** An order of the numbers in which an algorithm may be slow, or numbers that take it there. */
    private enum Order {
        DRAWN,
        ASCENDING,
        OPPOSED,
        EQUAL,
        STEEP,
        STEEPLY_FALLING,
        GEOMETRIC,
        HALF_INFINITE,
        HALF_NAN;

        double[] of(double[] numbers, boolean isFirst, Input input) {
            int count = numbers.length;
            double[] sorted = numbers.clone();
            Arrays.sort(sorted);
            boolean isSpecial = isFirst && input.domain() == null;
            return switch (this) {
                case DRAWN -> numbers;
                case ASCENDING -> sorted;
                case OPPOSED -> isFirst ? reversed(sorted) : sorted;
                case EQUAL -> DoubleStream.generate(() -> numbers[0]).limit(count).toArray();
                case STEEP -> isSpecial ? IntStream.range(0, count).mapToDouble(i -> 200.0 * i).toArray() : sorted;
                case STEEPLY_FALLING -> isSpecial
                        ? IntStream.range(0, count).mapToDouble(i -> -200.0 * i).toArray()
                        : sorted;
                case GEOMETRIC -> isSpecial
                        ? IntStream.range(0, count).mapToDouble(i -> -Math.scalb(1.0, -(i % 60))).toArray()
                        : numbers;
                case HALF_INFINITE -> isSpecial ? halfOf(numbers, Double.POSITIVE_INFINITY) : sorted;
                case HALF_NAN -> isSpecial ? halfOf(numbers, Double.NaN) : sorted;
            };
        }

        private static double[] reversed(double[] numbers) {
            return IntStream.range(0, numbers.length).mapToDouble(i -> numbers[numbers.length - 1 - i]).toArray();
        }

        private static double[] halfOf(double[] numbers, double special) {
            return IntStream.range(0, numbers.length)
                    .mapToDouble(i -> i % 2 == 0 ? special : 200.0 * i + numbers[i]).toArray();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    static Stream<GrowingWork> of(LossEntry entry) {
        LossFixture<?> fixture = LossFixtures.of(entry.defaults());
        Stream<GrowingWork> rows = Stream.of(work(entry, "rows", size -> rows(fixture, size)),
                work(entry, "rows with weights and a mask, mean of samples",
                        size -> rows(fixture, size).flatMap(GrowthOfLosses::weighted)));
        return switch (entry.defaults()) {
            case BatchLoss _ -> batches(entry, fixture);
            case RowwiseLoss _ -> Stream.concat(rows,
                    inOrders(entry, "one row", (size, order) -> row(fixture, size, order)));
            default -> rows;
        };
    }

    private static Stream<GrowingWork> inOrders(LossEntry entry, String input, OrderedTasks tasks) {
        return Stream.of(Order.values())
                .map(order -> work(entry, input + ", " + order, size -> tasks.ofSize(size, order)));
    }

    /** Along each axis; in orders, if the numbers of the first input are along it. */
    private static <L extends Loss> Stream<GrowingWork> batches(LossEntry entry, LossFixture<L> fixture) {
        Point<L> drawn = fixture.point(fixture.defaults(), fixture.random());
        Stream<GrowingWork> ofFirst = drawn.axisNames(0).stream().flatMap(axis -> inOrders(entry, "axis " + axis,
                (size, order) -> batch(fixture, axis, size, order)));
        Stream<GrowingWork> ofOthers = IntStream.range(1, drawn.inputs().length).boxed()
                .flatMap(input -> drawn.axisNames(input).stream()).distinct()
                .filter(axis -> !drawn.axisNames(0).contains(axis))
                .map(axis -> work(entry, "axis " + axis, size -> batch(fixture, axis, size, Order.DRAWN)));
        return Stream.concat(ofFirst, ofOthers);
    }

    /** The task of a size, if there is one. */
    private interface Tasks {

        Optional<TaskBuilder> ofSize(int size);
    }

    /** The task of a size with its numbers in an order, if there is one. */
    private interface OrderedTasks {

        Optional<TaskBuilder> ofSize(int size, Order order);
    }

    private static GrowingWork work(LossEntry entry, String input, Tasks tasks) {
        return new GrowingWork(entry.id(), input, size -> tasks.ofSize(size).map(TaskBuilder::build)
                .filter(task -> Evaluator.check(task).isEmpty()).map(task -> () -> {
                    Evaluator.check(task);
                    Evaluator.evaluate(task);
                }));
    }

    /** As many rows, or elements, as have the size together. */
    private static <L extends Loss> Optional<TaskBuilder> rows(LossFixture<L> fixture, int size) {
        RandomGenerator random = fixture.random();
        L loss = fixture.defaults();
        int length = loss instanceof RowwiseLoss ? fixture.draw(loss, random)[0].length : 1;
        return Optional.of(Point.together(Stream.generate(() -> fixture.point(loss, random)).limit(size / length)
                .toList()));
    }

    /** The same in two samples with weights, every third value masked. */
    private static Optional<TaskBuilder> weighted(TaskBuilder builder) {
        Task task = builder.build();
        if (!task.loss().reductions().contains(Reduction.SAMPLE_MEAN)) {
            return Optional.empty();
        }
        Shape values = task.geometry().values();
        boolean[] mask = new boolean[values.elements()];
        double[] weights = new double[mask.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 > 0;
            weights[i] = i % 5;
        }
        return Optional.of(builder.reduction(Reduction.SAMPLE_MEAN).sampleWeight(new Float64Tensor(values, weights))
                .mask(new BooleanTensor(values, mask)));
    }

    /** One row of several draws one after another, in an order. */
    private static <L extends Loss> Optional<TaskBuilder> row(LossFixture<L> fixture, int size, Order order) {
        L loss = fixture.defaults();
        RandomGenerator random = fixture.random();
        double[][] inputs = fixture.draw(loss, random);
        int drawn = inputs[0].length;
        List<double[][]> draws = Stream.generate(() -> fixture.draw(loss, random)).limit(Math.ceilDiv(size, drawn))
                .toList();
        for (int k = 0; k < inputs.length; k++) {
            int input = k;
            inputs[k] = inputs[k].length == drawn
                    ? draws.stream().flatMapToDouble(draw -> Arrays.stream(draw[input])).limit(size).toArray()
                    : inputs[k];
        }
        return Optional.of(ordered(new Point<>(loss, inputs), order));
    }

    /** One batch of draws joined along an axis, in an order; the first inputs of the draws have as many numbers. */
    private static <L extends Loss> Optional<TaskBuilder> batch(LossFixture<L> fixture, String axis, int size,
            Order order) {
        RandomGenerator random = fixture.random();
        Point<L> drawn = fixture.point(fixture.defaults(), fixture.random());
        int draws = Math.ceilDiv(size, drawn.inputs()[0].length);
        return Optional.of(ordered(Point.joined(axis, draws * drawn.size(axis),
                () -> fixture.point(fixture.defaults(), random)), order));
    }

    /** A point in an order: of the numbers of each input that has as many as the first. */
    private static <L extends Loss> TaskBuilder ordered(Point<L> point, Order order) {
        double[][] inputs = point.inputs();
        double[][] ordered = inputs.clone();
        for (int k = 0; k < inputs.length; k++) {
            Input input = point.loss().inputs().get(k);
            if (inputs[k].length == inputs[0].length) {
                ordered[k] = input.elements().label().equals("class list")
                        ? everySecond(inputs[k].length)
                        : order.of(inputs[k], k == 0, input);
            }
        }
        return Point.together(List.of(new Point<>(point.loss(), point.axes(), ordered)));
    }

    /** A list of every second class. */
    private static double[] everySecond(int classes) {
        return IntStream.range(0, classes).mapToDouble(i -> i < classes / 2 ? 2 * i : -1).toArray();
    }
}
