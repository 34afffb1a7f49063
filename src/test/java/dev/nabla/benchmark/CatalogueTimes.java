package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times value and gradient of every loss beside what they need, and writes the table of docs/performance.md:
 * {@code ./mvnw -P catalogue-times process-test-classes}. With {@code -Dnabla.losses=mse,huber} it times these alone, and
 * only prints.
 */
public final class CatalogueTimes {

    private static final String BEGIN = "<!-- catalogue-times -->\n";
    private static final String END = "<!-- end -->\n";

    private CatalogueTimes() {}

    /**
     * Times, prints and writes.
     *
     * @param arguments the page whose table to replace
     */
    public static void main(String... arguments) throws IOException {
        List<String> chosen = Arrays.stream(System.getProperty("nabla.losses", "").split(","))
                .filter(id -> !id.isEmpty())
                .toList();
        List<LossWork> works = new LossCatalog().entries().stream()
                .filter(entry -> chosen.isEmpty() || chosen.contains(entry.id())).map(LossWork::new).toList();
        everyStopwatch(works, Stopwatch::warm);
        Map<Price, Double> prices = Price.measure();
        while (!works.getLast().service.isDone()) {
            everyStopwatch(works, Stopwatch::round);
        }
        String table = table(works, prices);
        System.out.print(table);
        if (chosen.isEmpty()) {
            Path page = Path.of(arguments[0]);
            String text = Files.readString(page);
            int begin = text.indexOf(BEGIN) + BEGIN.length();
            Files.writeString(page, text.substring(0, begin) + table + text.substring(text.indexOf(END, begin)));
        }
    }

    private static void everyStopwatch(List<LossWork> works, Consumer<Stopwatch> use) {
        for (LossWork work : works) {
            use.accept(work.service);
            if (work.bare != null) {
                use.accept(work.bare);
            }
        }
    }

    private static String table(List<LossWork> works, Map<Price, Double> prices) {
        String priced = prices.entrySet().stream()
                .map(price -> String.format(Locale.ROOT, "%s %.1f", price.getKey().label, price.getValue()))
                .collect(Collectors.joining(", "));
        Stream<Line> lines = works.stream().map(work -> Line.of(work, prices))
                .sorted(Comparator.comparingDouble((Line line) -> line.time / line.needed).reversed());
        return """
                Prices in ns: %s.

                | loss | ns an element | bare loop | ratio | prices | ratio |
                |---|---|---|---|---|---|
                """.formatted(priced) + lines.map(Line::row).collect(Collectors.joining());
    }

    private record Line(String id, double time, @Nullable Double bare, double needed) {

        static Line of(LossWork work, Map<Price, Double> prices) {
            double needed = Price.of(work.entry.definition()).stream().mapToDouble(prices::get).sum();
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
