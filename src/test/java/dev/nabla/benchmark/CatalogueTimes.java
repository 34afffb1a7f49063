package dev.nabla.benchmark;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Loss;
import dev.nabla.loss.Point;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.Specimen;
import dev.nabla.loss.Specimens;
import dev.nabla.loss.TaskBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Times value and gradient of every loss beside what its formula needs, and writes the table of docs/performance.md:
 * {@code ./mvnw -P catalogue-times process-test-classes}.
 */
public final class CatalogueTimes {

    private static final int ELEMENTS = 1 << 14;
    private static final int CLASSES = 256;
    private static final int ROUNDS = 7;
    private static final long WARM_UP = 250_000_000;
    private static final long ROUND = 20_000_000;
    private static final String BEGIN = "<!-- catalogue-times -->\n";
    private static final String END = "<!-- end -->\n";

    private CatalogueTimes() {}

    /**
     * Times, prints and writes.
     *
     * @param arguments the page whose table to replace
     */
    public static void main(String... arguments) throws IOException {
        List<Work> works = new LossCatalog().entries().stream().map(Work::of).toList();
        works.forEach(work -> repeat(work.run, WARM_UP));
        Map<Need, Double> prices = Need.prices();
        double[][] times = new double[works.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < times.length; i++) {
                times[i][round] = repeat(works.get(i).run, ROUND) / works.get(i).elements;
            }
        }
        String table = table(works, times, prices);
        System.out.print(table);
        Path page = Path.of(arguments[0]);
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + table + text.substring(text.indexOf(END, begin)));
    }

    private static String table(List<Work> works, double[][] times, Map<Need, Double> prices) {
        List<Line> lines = IntStream.range(0, times.length).mapToObj(i -> {
            Set<Need> needs = Need.of(works.get(i).definition);
            return new Line(works.get(i).id, median(times[i]), Need.price(needs, prices), needs);
        }).sorted(Comparator.comparingDouble(Line::ratio).reversed()).toList();
        String priced = prices.entrySet().stream()
                .map(price -> String.format(Locale.ROOT, "%s %.1f", price.getKey().label, price.getValue()))
                .collect(Collectors.joining(", "));
        return """
                Prices in ns: %s.

                | loss | ns an element | needs | ns | ratio |
                |---|---|---|---|---|
                """.formatted(priced) + lines.stream().map(Line::row).collect(Collectors.joining());
    }

    /** Nanoseconds a run, of as many as fit into a time. */
    private static double repeat(Runnable run, long time) {
        long start = System.nanoTime();
        long now;
        int runs = 0;
        do {
            run.run();
            runs++;
            now = System.nanoTime();
        } while (now - start < time);
        return (now - start) / (double) runs;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private record Line(String id, double time, double floor, Set<Need> needs) {

        double ratio() {
            return time / floor;
        }

        String row() {
            return String.format(Locale.ROOT, "| `%s` | %.1f | %s | %.1f | %.1f |%n", id, time,
                    needs.stream().sorted().map(need -> need.label).collect(Collectors.joining(", ")), floor, ratio());
        }
    }

    /** An evaluation of a loss with default options, of 16384 elements. */
    private record Work(String id, Definition definition, Runnable run, double elements) {

        static Work of(LossEntry entry) {
            Task task = task(Specimens.of(entry.defaults()), entry.hasPredictions());
            double elements = task.inputs().values().iterator().next().shape().elements();
            return new Work(entry.id(), entry.definition(), () -> Evaluator.evaluate(task), elements);
        }

        private static <L extends Loss> Task task(Specimen<L> specimen, boolean hasPredictions) {
            L loss = specimen.defaults();
            RandomGenerator random = specimen.random();
            int length = loss instanceof RowwiseLoss ? CLASSES : loss instanceof BatchLoss ? ELEMENTS : 1;
            List<Point<L>> points = Stream.generate(() -> wide(specimen, length, random)).limit(ELEMENTS / length)
                    .toList();
            TaskBuilder whole = Point.together(points).hessian(false);
            TaskBuilder valid = Evaluator.check(whole.build()).isEmpty()
                    ? whole
                    : specimen.several(loss, random).hessian(false);
            return (hasPredictions ? valid.wrt(Set.of(LossEntry.PREDICTIONS)) : valid).build();
        }

        /** A point of as many elements as asked for, of several draws one after another. */
        private static <L extends Loss> Point<L> wide(Specimen<L> specimen, int length, RandomGenerator random) {
            L loss = specimen.defaults();
            List<double[][]> draws = new ArrayList<>();
            for (int reached = 0; reached < length; reached += draws.getLast()[0].length) {
                draws.add(specimen.draw(loss, random));
            }
            double[][] first = draws.getFirst();
            double[][] inputs = first.clone();
            for (int k = 0; k < inputs.length; k++) {
                int input = k;
                if (first[k].length == first[0].length) {
                    inputs[k] = draws.stream().flatMapToDouble(draw -> Arrays.stream(draw[input])).limit(length)
                            .toArray();
                }
            }
            return new Point<>(loss, inputs);
        }
    }

    /** What a formula may be made of, each kind at the price of one call in a loop of its own. */
    private enum Need {
        PASS("a pass", "") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = 2 * (x[i] - y[i]) * (x[i] - y[i]);
                }
            }
        },
        EXP("exp", "e\\^|\\\\exp|\\\\sigma|\\\\tanh|\\\\cosh|softplus|\\{sp\\}|lse|softmax|p_c") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = Elementary.exp(x[i]);
                }
            }
        },
        LOG("log", "\\\\log|softplus|\\{sp\\}|\\\\ln") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = Elementary.log(x[i]);
                }
            }
        },
        POWER("power", "\\^\\{?(p|q|\\\\gamma|\\\\alpha|v\\^)") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = Elementary.pow(x[i], y[i]);
                }
            }
        },
        ROOT("root", "\\\\sqrt|\\\\lVert") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = Math.sqrt(x[i]);
                }
            }
        },
        DIVISION("division", "/|\\\\frac|\\\\sigma|\\\\tanh") {
            @Override
            void fill(double[] answers, double[] x, double[] y) {
                for (int i = 0; i < answers.length; i++) {
                    answers[i] = x[i] / y[i];
                }
            }
        };

        private final String label;
        private final Pattern sign;

        Need(String label, String sign) {
            this.label = label;
            this.sign = Pattern.compile(sign);
        }

        abstract void fill(double[] answers, double[] x, double[] y);

        static Set<Need> of(Definition definition) {
            String formulas = definition.formula() + " " + definition.gradient();
            return Stream.of(values()).filter(need -> need.sign.matcher(formulas).find()).collect(Collectors.toSet());
        }

        static double price(Set<Need> needs, Map<Need, Double> prices) {
            return needs.stream().mapToDouble(need -> prices.getOrDefault(need, 0.0)).sum();
        }

        /** Of all but the first, what the operation costs beyond a pass over the numbers. */
        static Map<Need, Double> prices() {
            double[] x = new SplittableRandom(1).doubles(ELEMENTS, 0.1, 4).toArray();
            double[] y = new SplittableRandom(2).doubles(ELEMENTS, 0.5, 2).toArray();
            double[] answers = new double[ELEMENTS];
            Map<Need, Double> prices = new EnumMap<>(Need.class);
            for (Need need : values()) {
                Runnable run = () -> need.fill(answers, x, y);
                repeat(run, WARM_UP);
                double price = median(IntStream.range(0, ROUNDS).mapToDouble(_ -> repeat(run, ROUND)).toArray());
                prices.put(need, Math.max(0, price / ELEMENTS - prices.getOrDefault(PASS, 0.0)));
            }
            return prices;
        }
    }
}
