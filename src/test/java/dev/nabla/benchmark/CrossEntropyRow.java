package dev.nabla.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * Prints how long cross entropy of 256×50257 float32 logits and its gradient take here, in plain C++ and, where it is
 * installed, in libtorch, on one thread and on two. All must answer the same numbers before any is timed; then they take
 * turns.
 *
 * <p>{@code ./mvnw -P libtorch,kernel-row process-test-classes}, which downloads libtorch.
 */
public final class CrossEntropyRow {

    private static final int ROWS = 256;
    private static final int CLASSES = 50257;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 25;
    private static final int[] THREADS = {1, 2};

    private CrossEntropyRow() {}

    public static void main(String... arguments) throws Exception {
        List<Contender> contenders = new ArrayList<>(List.of(new NablaContender(), new CppContender()));
        ServiceLoader.load(Contender.class).forEach(contenders::add);
        Random random = new Random(1);
        float[] logits = new float[ROWS * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        int[] targets = random.ints(ROWS, 0, CLASSES).toArray();
        contenders.forEach(contender -> contender.prepare(logits, targets, CLASSES));
        requireSameAnswers(contenders);
        print(contenders, times(contenders));
        contenders.forEach(Contender::close);
    }

    private static void requireSameAnswers(List<Contender> contenders) {
        double loss = contenders.getFirst().run(1);
        float[] gradient = contenders.getFirst().gradient().clone();
        for (Contender contender : contenders) {
            for (int threads : THREADS) {
                require(contender, contender.run(threads), loss);
                float[] other = contender.gradient();
                for (int i = 0; i < other.length; i++) {
                    require(contender, other[i], gradient[i]);
                }
            }
        }
    }

    private static void require(Contender contender, double actual, double expected) {
        if (!(Math.abs(actual - expected) <= 1e-4 * Math.abs(expected))) {
            throw new IllegalStateException(contender.label() + " answers " + actual + ", not " + expected);
        }
    }

    /** Milliseconds by contender, threads and round, the rounds in order of their length. */
    private static double[][][] times(List<Contender> contenders) {
        double[][][] times = new double[contenders.size()][THREADS.length][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int c = 0; c < times.length; c++) {
                for (int t = 0; t < THREADS.length; t++) {
                    long start = System.nanoTime();
                    contenders.get(c).run(THREADS[t]);
                    times[c][t][Math.max(round, 0)] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        for (double[][] contender : times) {
            for (double[] rounds : contender) {
                Arrays.sort(rounds);
            }
        }
        return times;
    }

    private static void print(List<Contender> contenders, double[][][] times) {
        System.out.printf("cross_entropy %d×%d float32, ms: median (quartiles) of %d rounds%n", ROWS, CLASSES, ROUNDS);
        for (int c = 0; c < times.length; c++) {
            System.out.printf("%-60s", contenders.get(c).label());
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
