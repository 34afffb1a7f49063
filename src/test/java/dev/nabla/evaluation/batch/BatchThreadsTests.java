package dev.nabla.evaluation.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.boosting.Cox;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch passes answer the same bytes on any number of threads, in arrays that hold what others left. */
class BatchThreadsTests {

    /** Enough for each of several threads to get a part. */
    private static final int ELEMENTS = 1 << 16;

    private static final double LEFT = 7.25;

    static Stream<Task> tasks() {
        RandomGenerator random = new SplittableRandom(1);
        double[] events = random.ints(ELEMENTS, 0, 2).asDoubleStream().toArray();
        double[] ids = IntStream.range(0, ELEMENTS).map(i -> i / 8).asDoubleStream().toArray();
        double[] lengths = random.ints(ELEMENTS / 16, 0, 17).asDoubleStream().toArray();
        TaskBuilder cox = TaskBuilder.of(new Cox()).input("predictions", numbers(random))
                .input("targets", random.doubles(ELEMENTS, 0.1, 9).toArray()).input("events", events);
        TaskBuilder rmse = TaskBuilder.of(new Rmse()).input("predictions", numbers(random)).input("targets",
                numbers(random));
        TaskBuilder groups = TaskBuilder.of(new GroupedLogistic()).input("predictions", numbers(random))
                .input("targets", numbers(random)).input("groups", ids);
        TaskBuilder sequences = TaskBuilder.of(new SequenceSquares())
                .input("predictions", TaskBuilder.tensor(Shape.of(ELEMENTS / 16, 16), numbers(random)))
                .input("targets", TaskBuilder.tensor(Shape.of(ELEMENTS / 16, 16), numbers(random)))
                .input("lengths", lengths);
        return Stream.of(cox, rmse, groups, sequences)
                .flatMap(task -> Stream.of(task.dtype(DType.FLOAT64).build(), task.dtype(DType.FLOAT32).build()));
    }

    private static double[] numbers(RandomGenerator random) {
        return random.doubles(ELEMENTS, 0, 2).toArray();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void answerShouldBeTheSameOnAnyNumberOfThreads(Task task) {
        Task reduced = TaskBuilder.like(task).reduction(Reduction.MEAN).build();
        List<double[]> one = on(1, reduced);
        for (int threads : new int[]{2, 3, 7}) {
            assertThat(on(threads, reduced)).as("%d threads", threads).containsExactlyElementsOf(one);
        }
    }

    private static List<double[]> on(int threads, Task task) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> inUsedArrays(task)).join();
        }
    }

    /** All numbers of an answer, computed in arrays that an answer to somebody else has left. */
    private static List<double[]> inUsedArrays(Task task) {
        Storage storage = new Storage(0, Long.MAX_VALUE);
        try (Storage.Lease _ = storage.lend()) {
            numbers(Evaluator.evaluate(task)).forEach(numbers -> Arrays.fill(numbers, LEFT));
            List.of(ELEMENTS, ELEMENTS / 8, ELEMENTS / 16)
                    .forEach(count -> Arrays.fill(Storage.doubles(count), LEFT));
        }
        try (Storage.Lease _ = storage.lend()) {
            return numbers(Evaluator.evaluate(task));
        }
    }

    private static List<double[]> numbers(Evaluation evaluation) {
        Stream<Tensor> derivatives = Stream.concat(evaluation.gradients().values().stream(),
                evaluation.hessianDiagonals().values().stream());
        return Stream.concat(Stream.of(evaluation.loss()), derivatives).map(BatchThreadsTests::copy).toList();
    }

    private static double[] copy(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        tensor.read(0, numbers, numbers.length);
        return numbers;
    }

    /** What an answer looks like, so that the test cannot pass on nothing. */
    @ParameterizedTest
    @MethodSource("tasks")
    void answerShouldHoldNumbers(Task task) {
        double[] gradient = new EvaluationView(Evaluator.evaluate(task)).gradient();
        assertThat(Arrays.stream(gradient)).anyMatch(slope -> slope != 0).doesNotContain(LEFT);
    }
}
