package dev.nabla.trial;

import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * How much of what could be tried is tried: all of it in CI ({@code CI=true}), and by tests that are asked for by name
 * ({@code -Dtest=…}); else one of twelve, so that {@code ./mvnw verify} is short.
 */
public final class Trials {

    private static final int SHARE = 12;
    private static final boolean ARE_ALL = "true".equals(System.getenv("CI"))
            || !System.getProperty("test", "").isEmpty() || !System.getProperty("it.test", "").isEmpty();

    private Trials() {}

    /** Whether all is tried. */
    public static boolean areAll() {
        return ARE_ALL;
    }

    /** How many of so many, at least one of any. */
    public static int of(int all) {
        return ARE_ALL ? all : Math.ceilDiv(all, SHARE);
    }

    /** Which of them: the first, and others evenly. */
    public static <T> Stream<T> of(Stream<T> all) {
        return ARE_ALL ? all : all.gather(Gatherers.windowFixed(SHARE)).map(List::getFirst);
    }
}
