package dev.nabla.benchmark;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Hessian;
import dev.nabla.evaluation.Task;
import dev.nabla.expression.objective.Objective;
import dev.nabla.expression.objective.ObjectiveEvaluation;
import dev.nabla.expression.objective.Term;
import dev.nabla.expression.objective.TermWeight;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.ShapeRules;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.probabilistic.GaussianKl;
import dev.nabla.loss.regression.Mse;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.DoubleSupplier;

/**
 * Times the objective of a variational autoencoder beside its terms, one after another, in turns:
 * {@code ./mvnw -P run -Dmain=dev.nabla.benchmark.ObjectiveTimes}.
 */
public final class ObjectiveTimes {

    private static final int BATCH = 128;
    private static final int PIXELS = 784;
    private static final int WARM_UPS = 150;
    private static final int ROUNDS = 101;
    private static final double MICROS = 1e-3;

    private final SplittableRandom random = new SplittableRandom(18);
    private final Storage storage = new Storage(1 << 16, 1L << 28);

    private ObjectiveTimes() {}

    /** Measures and prints. */
    public static void main(String... args) {
        System.out.println("| objective | threads | terms, µs | objective, µs | ratio |\n|---|---|---|---|---|");
        ObjectiveTimes times = new ObjectiveTimes();
        for (int threads = 1; threads <= 2; threads++) {
            int count = threads;
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                pool.invoke(ForkJoinTask.adapt(() -> {
                    times.measure("BCE + KL, latent 20", count, 20, false);
                    times.measure("BCE + KL, latent 784", count, PIXELS, false);
                    times.measure("BCE + KL + decay of the means, latent 784", count, PIXELS, true);
                }));
            }
        }
    }

    private void measure(String name, int threads, int latent, boolean hasDecay) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        inputs.put("x", tensor(PIXELS, random::nextDouble));
        inputs.put("x_hat", tensor(PIXELS, () -> random.nextDouble(0.01, 0.99)));
        inputs.put("mu", tensor(latent, random::nextGaussian));
        inputs.put("log_var", tensor(latent, random::nextGaussian));
        inputs.put("zero", tensor(latent, () -> 0));
        Term reconstruction = term("reconstruction", new BinaryCrossEntropy(),
                Map.of("predictions", "x_hat", "targets", "x"), Set.of("predictions"));
        Term divergence = term("kl", new GaussianKl(), Map.of("mean", "mu", "log_variance", "log_var"),
                Set.of("mean", "log_variance"));
        Term decay = term("decay", new Mse(), Map.of("predictions", "mu", "targets", "zero"), Set.of("predictions"));
        List<Term> terms = hasDecay ? List.of(reconstruction, divergence, decay) : List.of(reconstruction, divergence);
        Task objective = task(new Objective(terms, declared(inputs)), inputs, Set.of("x_hat", "mu", "log_var"));
        List<Task> alone = terms.stream().map(term -> alone(term, inputs)).toList();
        print(name, threads, alone, objective);
    }

    private Tensor tensor(int columns, DoubleSupplier elements) {
        double[] numbers = new double[BATCH * columns];
        Arrays.setAll(numbers, _ -> elements.getAsDouble());
        return new Float64Tensor(Shape.of(BATCH, columns), numbers);
    }

    private static Term term(String name, Loss loss, Map<String, String> inputs, Set<String> differentiable) {
        return new Term(name, loss, inputs, new LinkedHashSet<>(differentiable), Reduction.SUM, null, null,
                OptionalInt.empty(), new TermWeight.Factor(0.3));
    }

    private static List<Input> declared(Map<String, Tensor> inputs) {
        return inputs.keySet().stream()
                .map(name -> Input.numbers(name, name).shaped(ShapeRules.ANY).differentiable()).toList();
    }

    private static Task alone(Term term, Map<String, Tensor> inputs) {
        Map<String, Tensor> own = new LinkedHashMap<>();
        for (Input input : term.loss().inputs()) {
            Tensor tensor = inputs.get(term.inputs().get(input.name()));
            if (tensor != null) {
                own.put(input.name(), tensor);
            }
        }
        return task(term.loss(), own, term.differentiable());
    }

    private static Task task(Loss loss, Map<String, Tensor> inputs, Set<String> wrt) {
        Reduction reduction = loss instanceof Objective ? Reduction.MEAN : Reduction.SUM;
        Tensor upstream = Tensor.scalar(0.3, DType.FLOAT64);
        return new Task(loss, inputs, reduction, null, null, upstream, OptionalInt.empty(), wrt, Hessian.NONE,
                DType.FLOAT64);
    }

    private void print(String name, int threads, List<Task> alone, Task objective) {
        double[] ofTerms = new double[ROUNDS];
        double[] ofObjective = new double[ROUNDS];
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            double terms = time(() -> alone.forEach(Evaluator::evaluate));
            double sum = time(() -> ObjectiveEvaluation.of(objective, false));
            if (round >= 0) {
                ofTerms[round] = terms;
                ofObjective[round] = sum;
            }
        }
        double terms = median(ofTerms);
        double sum = median(ofObjective);
        System.out.printf(Locale.ROOT, "| %s | %d | %.0f | %.0f | %.2f |%n", name, threads, terms, sum, sum / terms);
    }

    private double time(Runnable computation) {
        try (Storage.Lease _ = storage.lend()) {
            long start = System.nanoTime();
            computation.run();
            return (System.nanoTime() - start) * MICROS;
        }
    }

    private static double median(double... times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
