package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.CompiledFormulas;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Times loss and gradient of a million elements by formula beside the catalog's own loss, in turns:
 * {@code ./mvnw -P run -Dmain=dev.nabla.benchmark.FormulaTimes}; with {@code -P libtorch,run} beside libtorch too.
 */
public final class FormulaTimes {

    private static final int ELEMENTS = 1_000_000;
    private static final int WARM_UPS = 20;
    private static final int ROUNDS = 21;
    private static final double MILLIS = 1e-6;

    private static final List<Pair> PAIRS = List.of(
            new Pair("half_squared_error", "0.5 * (predictions - targets)^2", false),
            new Pair("huber", """
                    d = predictions - targets
                    a = abs(d)
                    where(a < 1, 0.5 * d^2, a - 0.5)""", false),
            new Pair("binary_cross_entropy_with_logits", "softplus(predictions) - targets * predictions", true),
            new Pair("sigmoid_focal", """
                    p = sigmoid(predictions)
                    m = p * (1 - targets) + (1 - p) * targets
                    c = (1 - targets) * softplus(predictions) + targets * softplus(-predictions)
                    (0.25 * targets + 0.75 * (1 - targets)) * m^2 * c""", true),
            new Pair("student_t_nll", """
                    u = (predictions - targets) / scale
                    lgamma(1.5) - lgamma(2) + 0.5 * log(3 * pi) + log(scale) + 2 * log1p(u^2 / 3)""", false));

    private record Pair(String id, String formula, boolean hasClasses) {}

    private FormulaTimes() {}

    /** Measures and prints. */
    public static void main(String... args) {
        List<FormulaCompetitor> others = new ArrayList<>();
        ServiceLoader.load(FormulaCompetitor.class).forEach(others::add);
        System.out.println("| loss | threads | catalog, ms | formula, ms | formula in catalog |"
                + others.stream().map(other -> " " + other.label() + ", ms | formula in that |")
                        .collect(Collectors.joining())
                + "\n|---|---|---|---|---|" + "---|---|".repeat(others.size()));
        for (int threads = 1; threads <= 2; threads++) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                for (Pair pair : PAIRS) {
                    int count = threads;
                    pool.invoke(ForkJoinTask.adapt(() -> measure(pair, count, others)));
                }
            }
        }
        others.forEach(FormulaCompetitor::close);
    }

    private static void measure(Pair pair, int threads, List<FormulaCompetitor> others) {
        Task catalog = catalog(pair);
        Task formula = formula(pair, catalog.inputs());
        Storage storage = new Storage(1 << 16, 1L << 28);
        others.forEach(other -> other.prepare(pair.id(), numbers(catalog, "predictions"), numbers(catalog, "targets"),
                numbers(catalog, "scale"), threads));
        List<DoubleSupplier> timed = new ArrayList<>();
        timed.add(() -> time(storage, catalog));
        timed.add(() -> time(storage, formula));
        others.forEach(other -> timed.add(() -> time(other)));
        double[][] times = new double[timed.size()][ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (int k = 0; k < times.length; k++) {
                times[k][Math.max(0, round)] = timed.get(k).getAsDouble();
            }
        }
        double[] medians = Arrays.stream(times).mapToDouble(FormulaTimes::median).toArray();
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| `%s` | %d | %.2f | %.2f | %.2f |",
                pair.id(), threads, medians[0], medians[1], medians[1] / medians[0]));
        for (int k = 2; k < medians.length; k++) {
            row.append(String.format(Locale.ROOT, " %.2f | %.2f |", medians[k], medians[1] / medians[k]));
        }
        System.out.println(row);
    }

    private static double[] numbers(Task task, String input) {
        Tensor tensor = task.inputs().get(input);
        return tensor == null ? new double[0] : tensor.widened().values();
    }

    private static double time(FormulaCompetitor other) {
        long start = System.nanoTime();
        other.run();
        return (System.nanoTime() - start) * MILLIS;
    }

    private static double time(Storage storage, Task task) {
        try (Storage.Lease _ = storage.lend()) {
            long start = System.nanoTime();
            Evaluator.evaluate(task);
            return (System.nanoTime() - start) * MILLIS;
        }
    }

    private static double median(double... times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static Task catalog(Pair pair) {
        Loss loss = new LossCatalog().find(pair.id()).orElseThrow().defaults();
        TaskBuilder builder = TaskBuilder.of(loss).wrt(Set.of("predictions")).hessian(false);
        SplittableRandom random = new SplittableRandom(18);
        for (Input input : loss.inputs()) {
            double[] numbers = new double[ELEMENTS];
            Arrays.setAll(numbers, i -> switch (input.name()) {
                case "targets" -> pair.hasClasses() ? random.nextInt(2) : random.nextDouble(-2, 2);
                case "scale" -> random.nextDouble(0.5, 2);
                default -> random.nextDouble(-2, 2);
            });
            if (input.isRequired()) {
                builder.input(input.name(), numbers);
            }
        }
        return builder.build();
    }

    private static Task formula(Pair pair, Map<String, Tensor> inputs) {
        List<Input> declared = inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).twiceDifferentiable()).toList();
        FormulaLoss loss = new FormulaLoss(CompiledFormulas.parse(pair.formula()), declared, Map.of(), _ -> {
            throw new IllegalStateException("no losses here");
        });
        return new Task(loss, new LinkedHashMap<>(inputs), Reduction.MEAN, null, null, null, OptionalInt.empty(),
                Set.of("predictions"), Hessian.NONE, DType.FLOAT64);
    }
}
