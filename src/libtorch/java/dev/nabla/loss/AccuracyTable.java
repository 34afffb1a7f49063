package dev.nabla.loss;

import ai.djl.engine.EngineException;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.libtorch.Libtorch;
import dev.nabla.oracle.Answer;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes docs/accuracy.md, the errors of every loss here and in libtorch at the same points: {@code ./mvnw -P libtorch,run
 * -Dmain=dev.nabla.loss.AccuracyTable}, with {@code -Dargs=2000} to search 2,000 points of each loss.
 */
final class AccuracyTable {

    private static final int DEFAULT_POINTS = 300;

    /** Where the tables begin that {@code NetworkAccuracyTable} writes. */
    private static final String NETWORKS = "\n## layers\n";

    private AccuracyTable() {}

    /**
     * Measures and writes.
     *
     * @param points how many points of each loss to search; none for the default
     */
    public static void main(String... points) throws IOException {
        Map<String, List<Line>> families = new TreeMap<>();
        int searched = points.length == 0 ? DEFAULT_POINTS : Integer.parseInt(points[0]);
        String peer;
        try (Libtorch libtorch = new Libtorch()) {
            peer = libtorch.label();
            for (LossEntry entry : new LossCatalog().entries()) {
                Line line = Line.of(entry.id(), LossFixtures.of(entry.defaults()), libtorch, searched);
                families.computeIfAbsent(entry.family(), _ -> new ArrayList<>()).add(line);
                System.out.println(line);
            }
        }
        Path page = Path.of("docs", "accuracy.md");
        String before = Files.readString(page);
        String networks = before.substring(Math.max(0, before.indexOf(NETWORKS)));
        Files.writeString(page, page(families, peer, searched) + networks);
    }

    private static String page(Map<String, List<Line>> families, String peer, int points) {
        return """
                # Accuracy

                The worst known errors of results in float64 for each loss, next to the worst errors of PyTorch (%1$s, float64,
                gradients and Hessian diagonals by automatic differentiation) at the same points. A dash means that PyTorch has no
                such loss, or cannot differentiate it twice.

                    ./mvnw -P libtorch,run -Dmain=dev.nabla.loss.AccuracyTable

                writes this page; the result is the same on every machine. It downloads libtorch and takes a few minutes;
                `-Dargs=%3$d0` searches ten times as many points per loss as the default, %3$d, and finds slightly worse ones.

                Errors are in ulps (units in the last place) of the exact value; a correctly rounded result has an error of at most
                half an ulp. If the exact value is a sum whose terms cancel, the ulp is multiplied by the condition number, the sum of
                the terms' absolute values divided by that of the sum: the error that rounding the terms alone may cause. For
                subnormal values the ulp is the smallest positive number, times the factor by which the formula multiplies
                exponentials, which may underflow first. The exact value is computed from the formula of the loss with 90 to 1,800
                digits, its derivatives from differences of that formula.

                The points are those of the loss's test: random ones for several values of its options, hard ones that the test lists
                (the boundary of the domain, huge and tiny numbers, the worst points found before), and those of a search from there
                for the largest errors of Nabla (%3$d points, seed %2$d). So they are chosen against Nabla and not against PyTorch. The
                loss is unreduced at each point; the tests allow no loss more than 2 ulp. Skipped points have no exact value to compare
                with: kinks at which the reference of the loss defines no derivative, and numbers so large that exact arithmetic would
                take more than a second or two.

                ∞ means that PyTorch's result is infinite or NaN where the exact value is not. Errors in the millions and beyond come
                from a sum that cancels most of its digits, a result that underflows to 0, or a convention at a kink or a clamp that
                differs from Nabla's; the tests against libtorch list these differences.
                """
                .formatted(peer, LossFixture.SEED, points)
                + families.entrySet().stream().map(family -> table(family.getKey(), family.getValue()))
                        .collect(Collectors.joining());
    }

    private static String table(String family, List<Line> lines) {
        return """

                ## %s

                | loss | loss | gradient | Hessian | PyTorch: loss | gradient | Hessian | points | skipped |
                |---|---|---|---|---|---|---|---|---|
                """.formatted(family) + lines.stream().map(Line::row).collect(Collectors.joining());
    }

    /** What an answer has. */
    private enum Part {
        LOSS,
        GRADIENT,
        HESSIAN;

        static Part of(Deviation deviation) {
            return valueOf(deviation.quantity().replaceFirst(" .*", "").toUpperCase(Locale.ROOT));
        }
    }

    /** The worst errors of a loss. */
    private record Line(
        String id,
        Map<Part, Double> ours,
        Map<Part, Double> theirs,
        int points,
        int unanswered) {

        static <L extends Loss> Line of(String id, LossFixture<L> fixture, Libtorch libtorch, int searched) {
            ErrorRecorder<L> recorder = new ErrorRecorder<>(fixture, libtorch);
            recorder.measureKnownPoints();
            WorstPointSearch.of(searched, recorder).run();
            return new Line(id, recorder.ours, recorder.theirs, recorder.points, recorder.unanswered);
        }

        String row() {
            String errors = Stream.concat(cells(ours), cells(theirs)).collect(Collectors.joining(" | "));
            return "| `%s` | %s | %d | %d |%n".formatted(id, errors, points, unanswered);
        }

        private static Stream<String> cells(Map<Part, Double> worst) {
            return Stream.of(Part.values()).map(worst::get).map(ulps -> ulps == null ? "–" : number(ulps));
        }

        private static String number(double ulps) {
            if (Double.isInfinite(ulps)) {
                return "∞";
            }
            return ulps < 1e5
                    ? String.format(Locale.ROOT, ulps < 100 ? "%.2f" : "%.0f", ulps)
                    : String.format(Locale.ROOT, "10<sup>%.0f</sup>", Math.floor(Math.log10(ulps)));
        }
    }

    /** A fixture that remembers the worst errors of all that is measured, and libtorch's beside them. */
    private static final class ErrorRecorder<L extends Loss> implements LossFixture<L> {

        private final LossFixture<L> fixture;
        private final Libtorch libtorch;
        private final Map<Part, Double> ours = new EnumMap<>(Part.class);
        private final Map<Part, Double> theirs = new EnumMap<>(Part.class);
        private int points;
        private int unanswered;

        ErrorRecorder(LossFixture<L> fixture, Libtorch libtorch) {
            this.fixture = fixture;
            this.libtorch = libtorch;
        }

        @Override
        public List<L> variants() {
            return fixture.variants();
        }

        @Override
        public Formula formula(L loss) {
            return fixture.formula(loss);
        }

        @Override
        public double[][] draw(L loss, RandomGenerator random) {
            return fixture.draw(loss, random);
        }

        @Override
        public Map<String, Integer> axes(L loss) {
            return fixture.axes(loss);
        }

        @Override
        public Stream<Point<L>> hardPoints() {
            return fixture.hardPoints();
        }

        void measureKnownPoints() {
            RandomGenerator random = random();
            Stream<Point<L>> easy = variants().stream().flatMap(
                    loss -> Stream.generate(() -> point(loss, random)).limit(AccuracyContract.EASY_POINTS));
            Stream.concat(easy, hardPoints()).forEach(point -> deviations(point.loss(), point.task()));
        }

        @Override
        public List<Deviation> deviations(L loss, Task task) {
            points++;
            Answer exact = exact(loss, task);
            List<Deviation> deviations = exact.compare(Evaluator.evaluate(task));
            remember(ours, deviations);
            if (libtorch.has(task)) {
                remember(theirs, theirs(exact, task));
            }
            return deviations;
        }

        private Answer exact(L loss, Task task) {
            try {
                return Oracle.answer(task, formula(loss));
            } catch (NoExactAnswerException e) {
                unanswered++;
                throw e;
            }
        }

        /** Nothing where libtorch refuses the task: a margin whose p is not 1 or 2, say. */
        private List<Deviation> theirs(Answer exact, Task task) {
            try {
                return exact.among(libtorch.evaluate(task));
            } catch (EngineException _) {
                return List.of();
            }
        }

        private static void remember(Map<Part, Double> worst, List<Deviation> deviations) {
            deviations.forEach(deviation -> worst.merge(Part.of(deviation), deviation.ulps(), Math::max));
        }
    }
}
