package dev.nabla.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Programs that do the same work on one thread and on two. All must answer the same numbers before any is timed; then
 * they take turns: each does its work twice, and the second time counts. In the first it finds the caches full of another's
 * numbers, and the other's threads still waiting for more.
 *
 * @param warmUp turns that do not count
 */
record Comparison(String work, int warmUp, List<? extends Competitor> competitors) {

    private static final int ROUNDS = 25;
    private static final int[] THREADS = {1, 2};

    /** Prints how long each takes. */
    void run() {
        requireSameAnswers();
        print(times());
        competitors.forEach(Competitor::close);
    }

    private void requireSameAnswers() {
        double loss = competitors.getFirst().run(1);
        List<float[]> gradients = competitors.getFirst().gradients().stream().map(float[]::clone).toList();
        for (Competitor competitor : competitors) {
            for (int threads : THREADS) {
                require(competitor, competitor.run(threads), loss, 0);
                List<float[]> others = competitor.gradients();
                for (int i = 0; i < gradients.size(); i++) {
                    requireSame(competitor, others.get(i), gradients.get(i));
                }
            }
        }
    }

    private static void requireSame(Competitor competitor, float[] actual, float[] expected) {
        double squares = 0;
        for (float number : expected) {
            squares += (double) number * number;
        }
        double typical = Math.sqrt(squares / expected.length);
        for (int i = 0; i < actual.length; i++) {
            require(competitor, actual[i], expected[i], 1e-5 * typical);
        }
    }

    private static void require(Competitor competitor, double actual, double expected, double cancelled) {
        if (!(Math.abs(actual - expected) <= 1e-4 * Math.abs(expected) + cancelled)) {
            throw new IllegalStateException(competitor.label() + " answers " + actual + ", not " + expected);
        }
    }

    /** Milliseconds by competitor, threads and round, the rounds in order of their length. */
    private double[][][] times() {
        double[][][] times = new double[competitors.size()][THREADS.length][ROUNDS];
        for (int round = -warmUp; round < ROUNDS; round++) {
            for (int c = 0; c < times.length; c++) {
                for (int t = 0; t < THREADS.length; t++) {
                    competitors.get(c).run(THREADS[t]);
                    long start = System.nanoTime();
                    competitors.get(c).run(THREADS[t]);
                    times[c][t][Math.max(round, 0)] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        for (double[][] competitor : times) {
            for (double[] rounds : competitor) {
                Arrays.sort(rounds);
            }
        }
        return times;
    }

    private void print(double[][][] times) {
        System.out.printf("%s, ms: median (quartiles) of %d rounds%n", work, ROUNDS);
        for (int c = 0; c < times.length; c++) {
            System.out.printf("%-60s", competitors.get(c).label());
            for (int t = 0; t < THREADS.length; t++) {
                double[] rounds = times[c][t];
                System.out.printf("  %d thread%s %6.1f (%.1f–%.1f), %4.2f×", THREADS[t], t == 0 ? "" : "s",
                        rounds[ROUNDS / 2], rounds[ROUNDS / 4], rounds[3 * ROUNDS / 4],
                        rounds[ROUNDS / 2] / times[0][t][ROUNDS / 2]);
            }
            System.out.println();
        }
    }
}
