package dev.nabla.oracle;

import dev.nabla.trial.Trials;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Arguments to measure at: the same ones in every run, {@link #COUNT} of each kind. */
public final class Points {

    /** 500 (of which {@link Trials} may leave some out), or the system property {@code nabla.accuracy.points}. */
    public static final int COUNT = Integer.getInteger("nabla.accuracy.points", Trials.of(500));

    private static final long SEED = 20_250_916L;

    private Points() {}

    /** Even over the values between two numbers. */
    public static DoubleStream between(double min, double max) {
        return new Random(SEED).doubles(COUNT, min, max);
    }

    /** Even over the exponents between two powers of two, of both signs. */
    public static DoubleStream ofExponents(int min, int max) {
        Random random = new Random(SEED);
        return DoubleStream.generate(
                () -> Math.scalb((1.0 + random.nextDouble()) * (random.nextBoolean() ? 1.0 : -1.0),
                        random.nextInt(min, max)))
                .limit(COUNT);
    }

    /** Ever nearer to a number, from both sides, and its closest neighbours. */
    public static DoubleStream around(double center) {
        int last = Math.getExponent(center) - 54;
        DoubleStream near = ofExponents(last, last + 54).map(distance -> center + distance);
        DoubleStream neighbours = IntStream.rangeClosed(-20, 20).mapToDouble(i -> center + i * Math.ulp(center));
        return DoubleStream.concat(near, neighbours);
    }
}
