package dev.nabla.benchmark;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.LossFixture;
import dev.nabla.loss.LossFixtures;
import dev.nabla.loss.Point;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An evaluation of a loss with default options, value and gradient of 16384 elements. */
final class TimedLoss {

    static final int ELEMENTS = 1 << 14;
    private static final int CLASSES = 256;

    final LossEntry entry;
    final Stopwatch service;
    final @Nullable Stopwatch bare;
    private final int elements;
    private double sum;

    TimedLoss(LossEntry entry) {
        this.entry = entry;
        Task task = task(LossFixtures.of(entry.defaults()), entry.hasPredictions());
        this.elements = task.inputs().values().iterator().next().shape().elements();
        this.service = new Stopwatch(() -> Evaluator.evaluate(task));
        this.bare = entry.defaults() instanceof ElementwiseLoss loss ? bare(loss, task) : null;
    }

    double perElement(Stopwatch stopwatch) {
        return stopwatch.median() / elements;
    }

    private Stopwatch bare(ElementwiseLoss loss, Task task) {
        double[][] inputs = loss.inputs().stream().map(input -> numbers(input, task)).toArray(double[][]::new);
        double[] gradient = new double[elements];
        BareLoop loop = BareLoop.copy();
        return new Stopwatch(() -> sum += loop.sum(loss, inputs, gradient));
    }

    private double[] numbers(Input input, Task task) {
        double[] numbers = new double[elements];
        Tensor tensor = task.inputs().get(input.name());
        if (tensor == null) {
            Arrays.fill(numbers, input.fallback().orElseThrow());
        } else if (tensor.shape().elements() == elements) {
            tensor.read(0, numbers, elements);
        } else {
            Arrays.fill(numbers, tensor.get(0));
        }
        return numbers;
    }

    private static <L extends Loss> Task task(LossFixture<L> fixture, boolean hasPredictions) {
        L loss = fixture.defaults();
        RandomGenerator random = fixture.random();
        TaskBuilder whole = (loss instanceof BatchLoss
                ? Point.together(List.of(batch(fixture, random)))
                : rows(fixture, loss instanceof RowwiseLoss ? CLASSES : 1, random)).hessian(false);
        TaskBuilder valid = Evaluator.check(whole.build()).isEmpty()
                ? whole
                : fixture.several(loss, random).hessian(false);
        return (hasPredictions ? valid.wrt(Set.of(LossEntry.PREDICTIONS)) : valid).build();
    }

    private static <L extends Loss> TaskBuilder rows(LossFixture<L> fixture, int length, RandomGenerator random) {
        return Point.together(Stream.generate(() -> wide(fixture, length, random)).limit(ELEMENTS / length).toList());
    }

    /** A batch of rows, if its first input has several axes that can be larger, else of elements. */
    private static <L extends Loss> Point<L> batch(LossFixture<L> fixture, RandomGenerator random) {
        Supplier<Point<L>> draws = () -> fixture.point(fixture.defaults(), random);
        List<String> axes = draws.get().axisNames(0);
        return axes.size() > 1
                ? Point.joined(axes.getFirst(), ELEMENTS / CLASSES, () -> Point.joined(axes.getLast(), CLASSES, draws))
                : Point.joined(axes.getFirst(), ELEMENTS, draws);
    }

    /** A point of as many elements as asked for, of several draws one after another. */
    private static <L extends Loss> Point<L> wide(LossFixture<L> fixture, int length, RandomGenerator random) {
        L loss = fixture.defaults();
        List<double[][]> draws = new ArrayList<>();
        for (int reached = 0; reached < length; reached += draws.getLast()[0].length) {
            draws.add(fixture.draw(loss, random));
        }
        double[][] first = draws.getFirst();
        double[][] inputs = first.clone();
        for (int k = 0; k < inputs.length; k++) {
            int input = k;
            if (first[k].length == first[0].length) {
                inputs[k] = draws.stream().flatMapToDouble(draw -> Arrays.stream(draw[input])).limit(length)
                        .toArray();
            }
        }
        return new Point<>(loss, inputs);
    }
}
