package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Shape;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Losses and gradients of a million elements in float32, on one thread and on two, beside a copy of as many bytes.
 *
 * <p>{@code ./mvnw -P run -Dmain=org.openjdk.jmh.Main -Dargs=LossBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LossBenchmark {

    private static final Shape SHAPE = Shape.of(1000, 1000);

    @Param({"1", "2"})
    public int threads;

    private final float[] source = new float[3 * SHAPE.elements()];
    private final float[] target = new float[3 * SHAPE.elements()];
    private final Task mse = task("mse");
    private final Task l1 = task("l1");
    private final Task huber = task("huber");
    private final Task binaryCrossEntropyWithLogits = task("binary_cross_entropy_with_logits");
    private final Task crossEntropy = task("cross_entropy");
    private ForkJoinPool pool = new ForkJoinPool(1);

    private static Task task(String name) {
        return new LossCatalog().find(name).flatMap(loss -> Workload.of(loss.defaults(), SHAPE)).orElseThrow();
    }

    @Setup
    public void start() {
        pool = new ForkJoinPool(threads);
    }

    @TearDown
    public void stop() {
        pool.close();
    }

    @Benchmark
    public float[] copy() {
        System.arraycopy(source, 0, target, 0, source.length);
        return target;
    }

    @Benchmark
    public Evaluation mse() {
        return evaluate(mse);
    }

    @Benchmark
    public Evaluation l1() {
        return evaluate(l1);
    }

    @Benchmark
    public Evaluation huber() {
        return evaluate(huber);
    }

    @Benchmark
    public Evaluation binaryCrossEntropyWithLogits() {
        return evaluate(binaryCrossEntropyWithLogits);
    }

    @Benchmark
    public Evaluation crossEntropy() {
        return evaluate(crossEntropy);
    }

    private Evaluation evaluate(Task task) {
        return pool.invoke(ForkJoinTask.adapt(() -> Evaluator.evaluate(task)));
    }
}
