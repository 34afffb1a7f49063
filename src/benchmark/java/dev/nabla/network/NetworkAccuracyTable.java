package dev.nabla.network;

import dev.nabla.catalog.RecordEntry;
import dev.nabla.oracle.WorstSearch;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the tables of layers and optimizers at the end of docs/accuracy.md: {@code ./mvnw -P run
 * -Dmain=dev.nabla.network.NetworkAccuracyTable}, with {@code -Dargs=300} to search 300 points of each.
 */
final class NetworkAccuracyTable {

    /** Where the tables begin; what comes before is that of the losses. */
    private static final String START = "\n## layers\n";
    private static final int DEFAULT_POINTS = 20;
    private static final Path PAGE = Path.of("docs", "accuracy.md");

    private NetworkAccuracyTable() {}

    /**
     * Measures and writes.
     *
     * @param points how many points of each layer and optimizer to search; none for the default
     */
    public static void main(String... points) throws IOException {
        int searched = points.length == 0 ? DEFAULT_POINTS : Integer.parseInt(points[0]);
        String losses = Files.readString(PAGE).split(START, 2)[0];
        Files.writeString(PAGE, losses + page(searched));
    }

    private static String page(int points) {
        return START + """

                The worst known errors of layers and optimizers, in the same units.

                    ./mvnw -P run -Dmain=dev.nabla.network.NetworkAccuracyTable

                writes these tables. The points are those of the test of each: random ones, those at which squares, sums and
                quotients leave the range of float64, the worst found before, and those of a search from there (%d points, seed %d).
                Skipped points have no exact value: kinks, divisions by 0, and numbers that have overflowed already.

                The terms whose sizes make the condition number are the products and the bias of `linear`, `conv1d` and `conv2d`,
                the elements of a window, x, μ and the bias of `layer_norm` and its kin and the terms of their gradient rules, the
                input and the output of the stack of `residual`, the products of `multihead_attention` and, of a weight pᵢ, itself and
                the sizes of all scores sⱼ times ∂pᵢ/∂sⱼ, the two terms of the derivatives of `silu` and `gelu`, and each
                upstream gradient times its derivative elsewhere. Tests allow 2 ulp, and convolutions and `residual` half an ulp for
                each term of the sum: products are added up in float64, with one rounding per term, so that a sum of n terms is
                within n/2 ulp times its condition number.

                | layer | output | gradient of the input | gradient of parameters | points | skipped |
                |---|---|---|---|---|---|
                """.formatted(points, WorstSearch.SEED)
                + new LayerCatalog().entries().stream()
                        .map(entry -> row(entry, points, "output", "gradient of the input", "gradient of parameters"))
                        .collect(Collectors.joining())
                + """

                        ## optimizers

                        For one step: the new parameter, whose terms are the old one, its decoupled weight decay and the update; and the
                        new state.

                        | optimizer | parameter | state | points | skipped |
                        |---|---|---|---|---|
                        """
                + new OptimizerCatalog().entries().stream().map(entry -> row(entry, points, "parameter", "state"))
                        .collect(Collectors.joining());
    }

    private static String row(RecordEntry<?, ?> entry, int count, String... quantities) {
        return row(entry.id(), search(entry.defaults().getClass(), count), quantities);
    }

    private static <P> String row(String id, WorstSearch<P> search, String... quantities) {
        Map<String, Double> worst = search.run().stream()
                .collect(Collectors.toMap(find -> find.deviation().quantity(), WorstSearch.Find::ulps));
        String errors = Stream.of(quantities).map(worst::get)
                .map(ulps -> ulps == null ? "–" : String.format(Locale.ROOT, "%.2f", ulps))
                .collect(Collectors.joining(" | "));
        String row = "| `%s` | %s | %d | %d |%n".formatted(id, errors, search.evaluated(), search.skipped());
        System.out.print(row);
        return row;
    }

    private static WorstSearch<?> search(Class<?> type, int count) {
        try {
            Constructor<?> test = Class.forName(type.getName() + "Tests").getDeclaredConstructor();
            test.setAccessible(true);
            return WorstSearch.of(count, (WorstSearch.Points<?>) test.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no test of " + List.of(type), e);
        }
    }
}
