package dev.nabla.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Random choices, which a seed determines. */
final class Choices {

    private final SplittableRandom random;

    Choices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Whether something happens that does so once in {@code many} times. */
    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    /** A number from 0 to {@code bound}, which is excluded. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T of(T... options) {
        return options[below(options.length)];
    }

    <T> T of(List<T> options) {
        return options.get(below(options.size()));
    }

    byte anyByte() {
        return (byte) random.nextInt(256);
    }

    double gaussian() {
        return random.nextGaussian();
    }
}
