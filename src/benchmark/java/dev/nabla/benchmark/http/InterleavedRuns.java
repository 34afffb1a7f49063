package dev.nabla.benchmark.http;

import dev.nabla.benchmark.http.ResultRow.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Runs of all competitors by turns, so that a slow spell of the machine hits each of them. */
final class InterleavedRuns {

    /** Warm is who has been as fast as so many times before, within this share. */
    private static final int SETTLED_AFTER = 4;
    private static final double SETTLED_WITHIN = 0.05;

    private final List<Competitor> competitors;
    private final Schedule schedule;
    private final List<List<Latencies>> rounds = new ArrayList<>();

    /**
     * How long the work is done.
     *
     * @param rounds how often each has its turn
     * @param turn how long a turn is
     * @param longestWarming how long each is warmed if its figures do not settle before
     */
    record Schedule(int rounds, Duration turn, Duration longestWarming) {}

    private InterleavedRuns(List<Competitor> competitors, Schedule schedule) {
        this.competitors = competitors;
        this.schedule = schedule;
    }

    /** Warms the competitors up, then runs each by turns. */
    static InterleavedRuns run(List<Competitor> competitors, Schedule schedule) throws IOException {
        InterleavedRuns runs = new InterleavedRuns(competitors, schedule);
        runs.warm();
        return runs.again();
    }

    /** Another series of runs of the same competitors, who are warm. */
    InterleavedRuns again() throws IOException {
        InterleavedRuns runs = new InterleavedRuns(competitors, schedule);
        for (int round = 0; round < schedule.rounds(); round++) {
            List<Latencies> turns = new ArrayList<>();
            for (Competitor competitor : competitors) {
                turns.add(competitor.work(schedule.turn()));
            }
            runs.rounds.add(turns);
        }
        return runs;
    }

    private void warm() throws IOException {
        for (Competitor competitor : competitors) {
            List<Double> rates = new ArrayList<>();
            long start = System.nanoTime();
            do {
                rates.add(competitor.work(Duration.ofSeconds(1)).rate());
            } while (!isSettled(rates) && System.nanoTime() - start < schedule.longestWarming().toNanos());
        }
    }

    private static boolean isSettled(List<Double> rates) {
        List<Double> last = rates.subList(Math.max(0, rates.size() - SETTLED_AFTER), rates.size());
        return last.size() == SETTLED_AFTER
                && Collections.max(last) - Collections.min(last) < SETTLED_WITHIN * Collections.max(last);
    }

    List<Figure> figures(ToDoubleFunction<Latencies> figure) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < competitors.size(); i++) {
            int place = i;
            figures.add(new Figure(competitors.get(i).name(),
                    Spread.of(rounds.stream().map(turns -> turns.get(place)).mapToDouble(figure).toArray())));
        }
        return figures;
    }
}
