package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times value and gradient of every loss beside the cost of the operations in its formulas, and writes the table of
 * docs/performance.md: {@code ./mvnw -P run -Dmain=dev.nabla.benchmark.CatalogTimes}. With {@code -Dargs="mse huber"} it
 * times only these, and only prints.
 */
public final class CatalogTimes {

    private static final Path PAGE = Path.of("docs", "performance.md");
    private static final String BEGIN = "<!-- catalog-times -->\n";
    private static final String END = "<!-- end -->\n";

    private CatalogTimes() {}

    /**
     * Times, prints and writes.
     *
     * @param losses the ids of the losses to time; none for all
     */
    public static void main(String... losses) throws IOException {
        List<String> chosen = List.of(losses);
        List<TimedLoss> works = new LossCatalog().entries().stream()
                .filter(entry -> chosen.isEmpty() || chosen.contains(entry.id())).map(TimedLoss::new).toList();
        everyStopwatch(works, Stopwatch::warm);
        Map<OperationCost, Double> costs = OperationCost.measure();
        while (!works.getLast().service.isDone()) {
            everyStopwatch(works, Stopwatch::round);
        }
        String table = table(works, costs);
        System.out.print(table);
        if (chosen.isEmpty()) {
            String text = Files.readString(PAGE);
            int begin = text.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(PAGE, text.substring(0, begin) + table + text.substring(text.indexOf(END, begin)));
        }
    }

    private static void everyStopwatch(List<TimedLoss> works, Consumer<Stopwatch> use) {
        for (TimedLoss work : works) {
            use.accept(work.service);
            if (work.bare != null) {
                use.accept(work.bare);
            }
        }
    }

    private static String table(List<TimedLoss> works, Map<OperationCost, Double> costs) {
        String costsText = costs.entrySet().stream()
                .map(cost -> String.format(Locale.ROOT, "%s %.1f", cost.getKey().label, cost.getValue()))
                .collect(Collectors.joining(", "));
        Stream<Line> lines = works.stream().map(work -> Line.of(work, costs))
                .sorted(Comparator.comparingDouble((Line line) -> line.time / line.needed).reversed());
        return """
                Costs in ns: %s.

                | loss | ns per element | bare loop | ratio | operations | ratio |
                |---|---|---|---|---|---|
                """.formatted(costsText) + lines.map(Line::row).collect(Collectors.joining());
    }

    private record Line(String id, double time, @Nullable Double bare, double needed) {

        static Line of(TimedLoss work, Map<OperationCost, Double> costs) {
            double needed = OperationCost.of(work.entry.definition()).stream().mapToDouble(costs::get).sum();
            return new Line(work.entry.id(), work.perElement(work.service),
                    work.bare == null ? null : work.perElement(work.bare), needed);
        }

        String row() {
            String beside = bare == null ? "| |" : String.format(Locale.ROOT, "| %.1f | %.1f", bare, time / bare);
            return String.format(Locale.ROOT, "| `%s` | %.1f %s | %.1f | %.1f |%n", id, time, beside, needed,
                    time / needed);
        }
    }
}
