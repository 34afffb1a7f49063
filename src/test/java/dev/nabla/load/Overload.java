package dev.nabla.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Prints what a service answers when ten times as many clients call it as give its peak: {@code Overload PORT [SECONDS
 * [asking]]}. It looks for the peak of small requests and of bodies of 20 MB, each alone. Then the peak and ten times as many
 * clients take turns of so many seconds, 5 by default; the table has medians over the turns, and the longest recovery. One more
 * client sends a small request every 5 ms all the while. Clients that are {@code asking} send a large body when the service has
 * said that it wants it. All clients together are two threads, on the machine of the service.
 */
public final class Overload {

    private static final int LARGE = 20_000_000;
    private static final int TIMES = 10;
    private static final int TURNS = 3;
    private static final Duration REST = Duration.ofSeconds(2);

    /** Longer than those of the first moment wait, which is the whole of the queue's timeout. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private static final List<Integer> SMALL_COUNTS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final List<Integer> LARGE_COUNTS = List.of(1, 2, 3, 4, 6, 8);

    /** More clients that give less than this more are not needed for the peak. */
    private static final double NOTICEABLE = 1.03;

    private static final String ROW = "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n";

    private final int port;
    private final Duration time;
    private final LoadRequest small = LoadRequest.small();
    private final LoadRequest large;

    private Overload(int port, Duration time, LoadRequest large) {
        this.port = port;
        this.time = time;
        this.large = large;
    }

    /** So many clients of each kind. */
    private record Clients(int small, int large) {

        Clients times(int factor) {
            return new Clients(factor * small, factor * large);
        }
    }

    /** What came of requests of one kind while they were counted, in seconds and milliseconds. */
    private record Outcome(double answered, double refused, double failed, double p50, double p99) {

        static Outcome of(Tally tally, double seconds) {
            Latencies answered = tally.answered();
            return new Outcome(answered.count() / seconds, tally.refused() / seconds, tally.failed() / seconds,
                    answered.millis(0.5), answered.millis(0.99));
        }

        static Outcome median(List<Outcome> outcomes) {
            return new Outcome(Overload.median(outcomes, Outcome::answered),
                    Overload.median(outcomes, Outcome::refused), Overload.median(outcomes, Outcome::failed),
                    Overload.median(outcomes, Outcome::p50), Overload.median(outcomes, Outcome::p99));
        }
    }

    private static <T> double median(List<T> list, ToDoubleFunction<T> value) {
        return list.stream().mapToDouble(value).sorted().toArray()[list.size() / 2];
    }

    /** A run: the outcome of each kind, and how the steady client fared in it and after it. */
    private record Run(Outcome small, Outcome large, double steady50, double steady99, double recovery) {

        static Run median(List<Run> runs) {
            return new Run(Outcome.median(runs.stream().map(Run::small).toList()),
                    Outcome.median(runs.stream().map(Run::large).toList()), Overload.median(runs, Run::steady50),
                    Overload.median(runs, Run::steady99), runs.stream().mapToDouble(Run::recovery).max().orElseThrow());
        }

        /** What is answered of both kinds, each as a part of what is answered at most of it alone. */
        double capacity(Run smallAlone, Run largeAlone) {
            return small.answered() / smallAlone.small.answered() + large.answered() / largeAlone.large.answered();
        }
    }

    private record Compared(Run peak, Run overload) {}

    public static void main(String... args) throws IOException, InterruptedException {
        Duration time = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 5);
        LoadRequest large = args.length > 2 ? LoadRequest.asking(LARGE) : LoadRequest.large(LARGE);
        new Overload(Integer.parseInt(args[0]), time, large).run();
    }

    private void run() throws IOException, InterruptedException {
        load(new Clients(16, 0), time);
        load(new Clients(4, 2), time);
        Steady quiet = quiet();
        Outcome quietLarge = load(new Clients(0, 1), time).getLast();
        System.out.printf("quiet, one client: p50 %.2f ms, p99 %.2f ms; of 20 MB p50 %.0f ms, p99 %.0f ms%n",
                quiet.p50(),
                quiet.p99(), quietLarge.p50(), quietLarge.p99());
        Clients smallPeak = peak(SMALL_COUNTS.stream().map(count -> new Clients(count, 0)).toList());
        Clients largePeak = peak(LARGE_COUNTS.stream().map(count -> new Clients(0, count)).toList());
        printHeader();
        Compared small = compare(smallPeak, quiet);
        Compared large = compare(largePeak, quiet);
        Compared mix = compare(new Clients(smallPeak.small(), largePeak.large()), quiet);
        System.out.printf("both in the mix, as parts of their peaks alone: %.0f %%, at %d × %.0f %%%n",
                100 * mix.peak().capacity(small.peak(), large.peak()), TIMES,
                100 * mix.overload().capacity(small.peak(), large.peak()));
    }

    private static void printHeader() {
        System.out.printf(ROW, "load", "clients", "offered/s", "200/s", "503/s", "failed/s", "of the peak", "p50 ms",
                "p99 ms", "steady p50, p99 ms", "recovery ms");
        System.out.println("|---".repeat(11) + "|");
    }

    private Compared compare(Clients clients, Steady quiet) throws IOException, InterruptedException {
        List<Run> peaks = new ArrayList<>();
        List<Run> overloads = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            peaks.add(measure(clients, quiet));
            overloads.add(measure(clients.times(TIMES), quiet));
        }
        Compared medians = new Compared(Run.median(peaks), Run.median(overloads));
        print("peak", clients, medians.peak(), medians.peak());
        print(TIMES + " ×", clients.times(TIMES), medians.overload(), medians.peak());
        return medians;
    }

    /** The fewest clients beyond which more do not give noticeably more answers. */
    private Clients peak(List<Clients> candidates) throws IOException {
        Clients best = candidates.getFirst();
        double most = 0;
        for (Clients clients : candidates) {
            List<Outcome> outcomes = load(clients, time);
            double answered = outcomes.stream().mapToDouble(Outcome::answered).sum();
            System.out.printf("%s: %.1f/s%n", clients, answered);
            if (answered > most * NOTICEABLE) {
                best = clients;
                most = answered;
            }
        }
        return best;
    }

    private List<Outcome> load(Clients clients, Duration counted) throws IOException {
        try (ClosedLoop loop = new ClosedLoop(port)) {
            List<Tally> tallies = List.of(loop.add(small, clients.small()), loop.add(large, clients.large()));
            loop.run(WARM_UP);
            tallies.forEach(Tally::reset);
            long start = System.nanoTime();
            loop.run(counted);
            double seconds = (System.nanoTime() - start) / 1e9;
            return tallies.stream().map(tally -> Outcome.of(tally, seconds)).toList();
        }
    }

    private Steady quiet() throws InterruptedException {
        try (SmallRequests steady = new SmallRequests(port, 1)) {
            steady.start();
            Thread.sleep(time);
            return Steady.of(steady.samples());
        }
    }

    private Run measure(Clients clients, Steady quiet) throws IOException, InterruptedException {
        try (SmallRequests steady = new SmallRequests(port, 1)) {
            steady.start();
            List<Outcome> outcomes = load(clients, time);
            long end = System.nanoTime();
            Thread.sleep(REST);
            List<SmallRequests.Sample> samples = steady.samples();
            List<SmallRequests.Sample> after = samples.stream().filter(sample -> sample.start() > end).toList();
            Steady loaded = Steady.of(samples.subList(0, samples.size() - after.size()));
            return new Run(outcomes.getFirst(), outcomes.getLast(), loaded.p50(), loaded.p99(),
                    quiet.recovery(after, end));
        }
    }

    private static void print(String label, Clients clients, Run run, Run peak) {
        String steady = "%.2f, %.2f".formatted(run.steady50(), run.steady99());
        String recovery = "%.0f".formatted(run.recovery());
        String mix = clients.small() > 0 && clients.large() > 0 ? " in the mix" : "";
        if (clients.small() > 0) {
            print("small" + mix + ", " + label, clients.small(), run.small(), peak.small(), steady, recovery);
        }
        if (clients.large() > 0) {
            print("20 MB" + mix + ", " + label, clients.large(), run.large(), peak.large(), steady, recovery);
        }
    }

    private static void print(String label, int clients, Outcome outcome, Outcome peak, String steady,
            String recovery) {
        System.out.printf(ROW, label, clients, number(outcome.answered() + outcome.refused() + outcome.failed()),
                number(outcome.answered()), number(outcome.refused()), number(outcome.failed()),
                "%.0f %%".formatted(100 * outcome.answered() / peak.answered()),
                number(outcome.p50()), number(outcome.p99()), steady, recovery);
    }

    private static String number(double value) {
        return (value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f").formatted(value);
    }
}
