package dev.nabla.oracle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** Climbs from random and hard points, a changed number at a time, towards the answers that are farthest off. */
public final class WorstSearch<P> {

    /** The seed of every random choice. */
    public static final long SEED = 20_250_917L;

    private static final int CLIMBS_FROM_ONE_START = 40;
    private static final double[] SPECIAL = {0, 1, -1, 0.5, 1e-300, -1e-300, Double.MIN_VALUE, 1e-320, 1e4, -1e4, 1e150,
            -1e150, 1e160, 1e-160, 1.5e308, -1.5e308, 1e-8, 1 - 1e-16, 40, -40, 710, -710, -745};

    private final Points<P> points;
    private final IntPredicate goesOn;
    private final RandomGenerator random = new SplittableRandom(SEED);
    private final Map<String, Find<P>> worst = new TreeMap<>();
    private int evaluated;
    private int skipped;

    private WorstSearch(Points<P> points, IntPredicate goesOn) {
        this.points = points;
        this.goesOn = goesOn;
    }

    /** What is searched. */
    public interface Points<P> {

        /** A point to start from. */
        P draw(RandomGenerator random);

        /** A point with a number changed. */
        P changed(P point, RandomGenerator random);

        /** Points where it is hard to be right. */
        List<P> hardPoints();

        /**
         * Every number of the answer beside the exact one.
         *
         * @throws NoExactAnswerException if there is no exact answer
         */
        List<Deviation> deviations(P point);
    }

    /** The worst answer found for a quantity. */
    public record Find<P>(P point, Deviation deviation, double ulps) {

        @Override
        public String toString() {
            return point + "\n    " + deviation;
        }
    }

    /** A search that takes so long. */
    public static <P> WorstSearch<P> during(Duration time, Points<P> points) {
        long end = System.nanoTime() + time.toNanos();
        return new WorstSearch<>(points, _ -> System.nanoTime() < end);
    }

    /** A search of so many points beside the hard ones, the same ones everywhere. */
    public static <P> WorstSearch<P> of(int count, Points<P> points) {
        return new WorstSearch<>(points, evaluated -> evaluated < count + points.hardPoints().size());
    }

    /** Measures the hard points, then searches. */
    public List<Find<P>> run() {
        List<P> hard = points.hardPoints();
        hard.forEach(this::measure);
        while (goesOn.test(evaluated)) {
            climb(hard.isEmpty() || random.nextInt(4) > 0
                    ? points.draw(random)
                    : hard.get(random.nextInt(hard.size())));
        }
        return List.copyOf(worst.values());
    }

    /** How many points were evaluated. */
    public int evaluated() {
        return evaluated;
    }

    /** How many of them have no exact answer. */
    public int skipped() {
        return skipped;
    }

    private void climb(P start) {
        P best = start;
        double height = measure(best);
        for (int i = 0; i < CLIMBS_FROM_ONE_START && goesOn.test(evaluated); i++) {
            P next = points.changed(best, random);
            double reached = measure(next);
            if (reached >= height) {
                best = next;
                height = reached;
            }
        }
    }

    /** The error of the worst answer at a point; −1 where there is nothing to compare it with. */
    private double measure(P point) {
        evaluated++;
        double height = 0;
        try {
            for (Deviation deviation : points.deviations(point)) {
                Find<P> find = new Find<>(point, deviation, deviation.ulps());
                height = Math.max(height, find.ulps);
                worst.merge(deviation.quantity(), find, (a, b) -> a.ulps >= b.ulps ? a : b);
            }
        } catch (NoExactAnswerException _) {
            skipped++;
            return -1;
        }
        return height;
    }

    /** Another number: nearby, of another size or sign, or one of those at which formulas break. */
    public static double changed(double number, RandomGenerator random) {
        double changed = switch (random.nextInt(7)) {
            case 0 -> number + random.nextInt(-4, 5) * Math.ulp(number);
            case 1 -> number * Math.scalb(1.0, random.nextInt(-3, 4));
            case 2 -> number * random.nextDouble(0.5, 2);
            case 3 -> number + random.nextDouble(-1, 1);
            case 4 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 5 -> number * Math.scalb(1.0, random.nextInt(-600, 601));
            default -> -number;
        };
        return Math.clamp(changed, -Double.MAX_VALUE, Double.MAX_VALUE);
    }
}
