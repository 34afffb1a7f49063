package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.loss.Loss;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times losses over whole batches and their gradients in float64, and watches the memory that they take:
 * {@code ./mvnw -P run -Dmain=dev.nabla.benchmark.BatchTimes}; with {@code -P libtorch,run} beside libtorch, in turns, and only if
 * both answer the same.
 */
public final class BatchTimes {

    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 11;
    private static final double MILLIS = 1e-6;
    private static final double MEGABYTES = 1e-6;
    private static final double TOLERANCE = 1e-9;
    /** Nanoseconds for which memory is watched. */
    private static final long SAMPLING = 3_000_000_000L;

    private static final List<Batch> BATCHES = List.of(
            new Batch("ctc", "T 500, N 32, C 64, targets of 50", BatchTimes::sequences),
            new Batch("info_nce", "4096×256", loss -> loss.input("query", normal(1, 4096, 256)).input("key",
                    normal(2, 4096, 256))),
            new Batch("lovasz_hinge", "1,000,000 pixels", loss -> loss.input("predictions", normal(1, 1, 1_000_000))
                    .input("targets", drawn(2, i -> i % 2, 1, 1_000_000))),
            new Batch("lambdarank", "1,000 lists of 100", loss -> loss.input("predictions", normal(1, 1000, 100))
                    .input("targets", drawn(2, i -> i % 5, 1000, 100))),
            new Batch("supervised_contrastive", "4096×256", loss -> loss.input("predictions", normal(1, 4096, 256))
                    .input("targets", drawn(2, i -> i % 10, 4096))));

    private record Batch(String id, String size, Inputs inputs) {

        private Task task() {
            Loss loss = new LossCatalog().find(id).orElseThrow().defaults();
            return inputs.of(TaskBuilder.of(loss).hessian(false)).build();
        }
    }

    private interface Inputs {

        TaskBuilder of(TaskBuilder loss);
    }

    private BatchTimes() {}

    /** Measures and prints, all losses or those named. */
    public static void main(String... args) {
        List<BatchCompetitor> others = new ArrayList<>();
        ServiceLoader.load(BatchCompetitor.class).forEach(others::add);
        System.out.println("| loss | batch | threads | ms |"
                + others.stream().map(other -> " " + other.label() + ", ms | times as fast |")
                        .collect(Collectors.joining())
                + " inputs and answer, MB | memory in use, MB |\n|---|---|---|---|" + "---|---|".repeat(others.size())
                + "---|---|");
        List<String> named = List.of(args);
        for (Batch batch : BATCHES.stream().filter(batch -> named.isEmpty() || named.contains(batch.id())).toList()) {
            for (int threads = 1; threads <= 2; threads++) {
                try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                    int count = threads;
                    pool.invoke(ForkJoinTask.adapt(() -> measure(batch, count, others)));
                }
            }
        }
        others.forEach(BatchCompetitor::close);
    }

    private static void measure(Batch batch, int threads, List<BatchCompetitor> others) {
        Task task = batch.task();
        Evaluation answer = Evaluator.evaluate(task);
        others.forEach(other -> other.prepare(task, threads));
        others.forEach(other -> agree(batch.id(), answer, other.answer()));
        Storage storage = new Storage(1 << 16, 1L << 30);
        List<DoubleSupplier> timed = new ArrayList<>(List.of(() -> time(storage, task)));
        others.forEach(other -> timed.add(() -> time(other::run)));
        double[][] times = new double[timed.size()][ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (int k = 0; k < times.length; k++) {
                times[k][Math.max(0, round)] = timed.get(k).getAsDouble();
            }
        }
        double[] medians = Arrays.stream(times).mapToDouble(BatchTimes::median).toArray();
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| `%s` | %s | %d | %.1f |", batch.id(),
                batch.size(), threads, medians[0]));
        for (int k = 1; k < medians.length; k++) {
            row.append(String.format(Locale.ROOT, " %.1f | %.1f |", medians[k], medians[k] / medians[0]));
        }
        System.out.println(row.append(
                String.format(Locale.ROOT, " %.1f | %.1f |", bytes(task, answer) * MEGABYTES,
                        memory(task) * MEGABYTES)));
    }

    private static void agree(String id, Evaluation ours, Evaluation theirs) {
        agree(id, ours.loss(), theirs.loss());
        theirs.gradients().forEach((name, gradient) -> agree(id + ", gradient of " + name,
                Objects.requireNonNull(ours.gradients().get(name)), gradient));
    }

    private static void agree(String what, Tensor ours, Tensor theirs) {
        IntStream elements = IntStream.range(0, ours.shape().elements());
        double largest = elements.mapToDouble(i -> Math.abs(ours.get(i))).max().orElseThrow();
        double difference = IntStream.range(0, ours.shape().elements())
                .mapToDouble(i -> Math.abs(ours.get(i) - theirs.get(i))).max().orElseThrow();
        if (!(difference <= TOLERANCE * largest)) {
            throw new IllegalStateException(what + " differs by " + difference + " from " + largest);
        }
    }

    private static double time(Storage storage, Task task) {
        try (Storage.Lease _ = storage.lend()) {
            return time(() -> Evaluator.evaluate(task));
        }
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * MILLIS;
    }

    private static double median(double... times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static long bytes(Task task, Evaluation answer) {
        long elements = answer.loss().shape().elements()
                + task.inputs().values().stream().mapToLong(tensor -> tensor.shape().elements()).sum()
                + answer.gradients().values().stream().mapToLong(tensor -> tensor.shape().elements()).sum();
        return elements * Double.BYTES;
    }

    /**
     * The most memory that an evaluation and its inputs have in use at once: what collections leave, which a thread asks for one after
     * another while evaluations go on.
     */
    private static long memory(Task task) {
        System.gc();
        long before = inUse();
        AtomicLong most = new AtomicLong(before);
        Thread collector = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
                most.accumulateAndGet(inUse(), Math::max);
            }
        });
        long start = System.nanoTime();
        while (System.nanoTime() - start < SAMPLING) {
            Evaluator.evaluate(task);
        }
        collector.interrupt();
        return most.get() - before
                + task.inputs().values().stream().mapToLong(tensor -> tensor.shape().elements()).sum() * Double.BYTES;
    }

    /** What the last collection left. */
    private static long inUse() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed()).sum();
    }

    private static TaskBuilder sequences(TaskBuilder loss) {
        return loss.input("predictions", normal(1, 500, 32, 64)).input("targets", drawn(2, i -> 1 + i % 63, 32, 50))
                .input("input_lengths", drawn(3, _ -> 500, 32)).input("target_lengths", drawn(4, _ -> 50, 32));
    }

    private static Tensor normal(long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        return filled(_ -> random.nextGaussian(), sizes);
    }

    private static Tensor drawn(long seed, IntToDoubleFunction number, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        return filled(_ -> number.applyAsDouble(random.nextInt(1 << 20)), sizes);
    }

    private static Tensor filled(IntToDoubleFunction number, int... sizes) {
        Shape shape = Shape.of(sizes);
        double[] numbers = new double[shape.elements()];
        Arrays.setAll(numbers, number);
        return TaskBuilder.tensor(shape, numbers);
    }
}
