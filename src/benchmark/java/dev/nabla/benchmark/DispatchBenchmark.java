package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A loss in a process that has computed nothing else, and in one where every loss of the catalog has run hot before:
 * if the loops were shared by all losses, the second would be several times as slow.
 *
 * <p>{@code ./mvnw -P run -Dmain=org.openjdk.jmh.Main -Dargs=DispatchBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {

    /** Small enough to stay on one thread; rows as short as they come, where a call counts most. */
    private static final Shape SHAPE = Shape.of(4000, 4);

    private static final int RUNS = 300;

    @Param({"mse", "huber", "binary_cross_entropy_with_logits", "cross_entropy", "triplet_margin", "rmse"})
    public String loss = "";

    @Param({"nothing", "everything"})
    public String before = "";

    private List<Task> tasks = List.of();

    @Setup
    public void run() {
        LossCatalog catalog = new LossCatalog();
        if (before.equals("everything")) {
            for (LossEntry entry : catalog.entries()) {
                Optional<Task> task = Workload.of(entry.defaults(), SHAPE);
                for (int i = 0; task.isPresent() && i < RUNS; i++) {
                    Evaluator.evaluate(task.get());
                }
            }
        }
        tasks = catalog.find(loss).map(LossEntry::defaults).flatMap(one -> Workload.of(one, SHAPE)).stream().toList();
    }

    @Benchmark
    public Evaluation evaluate() {
        return Evaluator.evaluate(tasks.getFirst());
    }
}
