package dev.nabla.benchmark.http;

import dev.nabla.benchmark.http.Row.Figure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Contestants who do the same work, by turns. */
final class Race {

    /** Warm is who has been as fast as so many times before, within this share. */
    private static final int SETTLED_AFTER = 4;
    private static final double SETTLED_WITHIN = 0.05;

    private final List<Contestant> contestants;
    private final Pace pace;
    private final List<List<Latencies>> rounds = new ArrayList<>();

    /**
     * How long the work is done.
     *
     * @param rounds how often each has its turn
     * @param turn how long a turn is
     * @param longestWarming how long each is warmed if its figures do not settle before
     */
    record Pace(int rounds, Duration turn, Duration longestWarming) {}

    private Race(List<Contestant> contestants, Pace pace) {
        this.contestants = contestants;
        this.pace = pace;
    }

    /** Has contestants warm up, and then work by turns. */
    static Race run(List<Contestant> contestants, Pace pace) throws IOException {
        Race race = new Race(contestants, pace);
        race.warm();
        return race.again();
    }

    /** Another race of the same contestants, who are warm. */
    Race again() throws IOException {
        Race race = new Race(contestants, pace);
        for (int round = 0; round < pace.rounds(); round++) {
            List<Latencies> turns = new ArrayList<>();
            for (Contestant contestant : contestants) {
                turns.add(contestant.work(pace.turn()));
            }
            race.rounds.add(turns);
        }
        return race;
    }

    private void warm() throws IOException {
        for (Contestant contestant : contestants) {
            List<Double> rates = new ArrayList<>();
            long start = System.nanoTime();
            do {
                rates.add(contestant.work(Duration.ofSeconds(1)).rate());
            } while (!isSettled(rates) && System.nanoTime() - start < pace.longestWarming().toNanos());
        }
    }

    private static boolean isSettled(List<Double> rates) {
        List<Double> last = rates.subList(Math.max(0, rates.size() - SETTLED_AFTER), rates.size());
        return last.size() == SETTLED_AFTER
                && Collections.max(last) - Collections.min(last) < SETTLED_WITHIN * Collections.max(last);
    }

    List<Figure> figures(ToDoubleFunction<Latencies> figure) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < contestants.size(); i++) {
            int place = i;
            figures.add(new Figure(contestants.get(i).name(),
                    Spread.of(rounds.stream().map(turns -> turns.get(place)).mapToDouble(figure).toArray())));
        }
        return figures;
    }
}
