package dev.nabla.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;

/**
 * Prints how long cross entropy of 256×50257 float32 logits and its gradient take here, in plain C++ and, where it is
 * installed, in libtorch, on one thread and on two.
 *
 * <p>{@code ./mvnw -P libtorch,run -Dmain=dev.nabla.benchmark.CrossEntropyComparison}, which downloads libtorch.
 */
public final class CrossEntropyComparison {

    private static final int ROWS = 256;
    private static final int CLASSES = 50257;

    private CrossEntropyComparison() {}

    public static void main(String... arguments) throws Exception {
        List<CrossEntropyCompetitor> competitors = new ArrayList<>(
                List.of(new NablaCrossEntropy(), new CppCrossEntropy()));
        ServiceLoader.load(CrossEntropyCompetitor.class).forEach(competitors::add);
        Random random = new Random(1);
        float[] logits = new float[ROWS * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        int[] targets = random.ints(ROWS, 0, CLASSES).toArray();
        competitors.forEach(competitor -> competitor.prepare(logits, targets, CLASSES));
        new Comparison("cross_entropy %d×%d float32".formatted(ROWS, CLASSES), 30, competitors).run();
    }
}
