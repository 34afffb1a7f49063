package dev.nabla.benchmark;

import dev.nabla.benchmark.GrowingWork.Growth;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.curve.Curve;
import dev.nabla.curve.CurveInputs;
import dev.nabla.curve.UnivariateLoss;
import dev.nabla.gradcheck.GradientCheck;
import dev.nabla.loss.Input;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.Mse;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.OptimizerCatalog;
import dev.nabla.option.Interval;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Doubles the inputs of every loss, layer and optimizer, of a gradient check, a curve and a network, and prints how the time
 * grows: {@code ./mvnw -P run -Dmain=dev.nabla.benchmark.GrowthTable}. With {@code -Dargs="cox linear"} it measures only
 * these.
 */
public final class GrowthTable {

    /** More than sorting takes, and caches that no longer hold the input. */
    private static final double SUPERLINEAR = 1.2;

    private GrowthTable() {}

    /**
     * Measures and prints.
     *
     * @param subjects the ids to measure; none for all
     */
    public static void main(String... subjects) {
        List<String> chosen = List.of(subjects);
        try (ForkJoinPool oneThread = new ForkJoinPool(1)) {
            List<Growth> growths = oneThread.invoke(ForkJoinTask.adapt(() -> works()
                    .filter(work -> chosen.isEmpty() || chosen.contains(work.subject()))
                    .flatMap(work -> measure(work).stream())
                    .sorted(Comparator.comparingDouble(Growth::exponent).reversed()).toList()));
            System.out.print(table(growths));
        }
    }

    /** Measures again what grows fast: a disturbance may be the reason. */
    private static Optional<Growth> measure(GrowingWork work) {
        Optional<Growth> measured = work.measure()
                .flatMap(growth -> growth.exponent() > SUPERLINEAR ? work.measure() : Optional.of(growth));
        measured.ifPresent(growth -> System.err.println(growth.row()));
        return measured;
    }

    private static Stream<GrowingWork> works() {
        return Stream.of(new LossCatalog().entries().stream().flatMap(GrowthOfLosses::of),
                new LayerCatalog().entries().stream().flatMap(GrowthOfNetworks::of),
                new OptimizerCatalog().entries().stream().flatMap(GrowthOfNetworks::of),
                Stream.of(GrowthOfNetworks.ofNetworks(), gradientCheck()),
                Stream.of(curve(new Huber()), curve(new CrossEntropy())))
                .flatMap(works -> works);
    }

    /** A gradient that no known mistake explains, so that all are tried. */
    private static GrowingWork gradientCheck() {
        return new GrowingWork("gradcheck", "elements", size -> {
            double[] numbers = new SplittableRandom(1).doubles(3L * size, -2, 2).toArray();
            GradientCheck check = new GradientCheck(TaskBuilder.of(new Mse()).reduction(Reduction.MEAN)
                    .input("predictions", Arrays.copyOf(numbers, size))
                    .input("targets", Arrays.copyOfRange(numbers, size, 2 * size)).build(), 1e-12, List::of);
            Tensor given = TaskBuilder.vector(Arrays.copyOfRange(numbers, 2 * size, 3 * size));
            return Optional.of(() -> check.gradient("predictions", given));
        });
    }

    private static GrowingWork curve(Loss loss) {
        CurveInputs inputs = CurveInputs.of(loss).orElseThrow();
        Map<String, Double> fixed = inputs.fixed().stream().filter(Input::isRequired)
                .collect(Collectors.toMap(Input::name, inputs::defaultOf));
        Interval range = inputs.defaultRange(fixed);
        UnivariateLoss function = new UnivariateLoss(loss, fixed);
        return new GrowingWork("curve", "points, " + loss, size -> {
            double[] points = Curve.evenlySpaced(range.lower(), range.upper(), size);
            return Optional.of(() -> Curve.of(function, points).pieces());
        });
    }

    private static String table(List<Growth> growths) {
        String above = growths.stream().filter(growth -> growth.exponent() > SUPERLINEAR)
                .map(growth -> growth.work().subject() + " (" + growth.work().input() + ")")
                .collect(Collectors.joining(", "));
        String sizes = Arrays.stream(GrowingWork.TOLD)
                .mapToObj(size -> String.format(Locale.ROOT, "ns per element, %,d", size))
                .collect(Collectors.joining(" | "));
        return """

                | subject | input | exponent | %s |
                |---|---|---|---|---|---|---|
                %s
                Above %s: %s.
                """.formatted(sizes, growths.stream().map(Growth::row).collect(Collectors.joining("\n")), SUPERLINEAR,
                above.isEmpty() ? "none" : above);
    }
}
