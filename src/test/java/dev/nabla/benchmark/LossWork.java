package dev.nabla.benchmark;

import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.Specimen;
import dev.nabla.loss.Specimens;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An evaluation of a loss with default options, value and gradient of 16384 elements. */
final class LossWork {

    static final int ELEMENTS = 1 << 14;
    private static final int CLASSES = 256;

    final LossEntry entry;
    final Stopwatch service;
    final @Nullable Stopwatch bare;
    private final int elements;
    private double sum;

    LossWork(LossEntry entry) {
        this.entry = entry;
        Task task = task(Specimens.of(entry.defaults()), entry.hasPredictions());
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

    private static <L extends Loss> Task task(Specimen<L> specimen, boolean hasPredictions) {
        L loss = specimen.defaults();
        RandomGenerator random = specimen.random();
        int length = loss instanceof RowwiseLoss ? CLASSES : loss instanceof BatchLoss ? ELEMENTS : 1;
        List<Point<L>> points = Stream.generate(() -> wide(specimen, length, random)).limit(ELEMENTS / length)
                .toList();
        TaskBuilder whole = Point.together(points).hessian(false);
        TaskBuilder valid = Evaluator.check(whole.build()).isEmpty()
                ? whole
                : specimen.several(loss, random).hessian(false);
        return (hasPredictions ? valid.wrt(Set.of(LossEntry.PREDICTIONS)) : valid).build();
    }

    /** A point of as many elements as asked for, of several draws one after another. */
    private static <L extends Loss> Point<L> wide(Specimen<L> specimen, int length, RandomGenerator random) {
        L loss = specimen.defaults();
        List<double[][]> draws = new ArrayList<>();
        for (int reached = 0; reached < length; reached += draws.getLast()[0].length) {
            draws.add(specimen.draw(loss, random));
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
