package dev.nabla.loss;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.option.Domain;
import dev.nabla.oracle.Deviation;
import dev.nabla.oracle.NoExactAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** Climbs from random and hard points, a changed number at a time, towards the answers that are farthest off. */
final class WorstPointSearch<L extends Loss> {

    private static final int CLIMBS_FROM_ONE_START = 40;
    private static final double[] SPECIAL = {0, 1, -1, 0.5, 1e-300, -1e-300, Double.MIN_VALUE, 1e4, -1e4, 1e150, -1e150,
            1e-8, 1 - 1e-16, 40, -40, 710, -710, -745};

    private final LossFixture<L> fixture;
    private final IntPredicate goesOn;
    private final RandomGenerator random;
    private final Map<String, Find<L>> worst = new TreeMap<>();
    private int evaluated;

    /** The worst answer found for a loss, a gradient or a Hessian. */
    record Find<L extends Loss>(Point<L> point, Deviation deviation, double ulps) {

        @Override
        public String toString() {
            return point + "\n    " + deviation;
        }
    }

    private WorstPointSearch(LossFixture<L> fixture, IntPredicate goesOn) {
        this.fixture = fixture;
        this.goesOn = goesOn;
        this.random = fixture.random();
    }

    /** A search that takes so long. */
    static <L extends Loss> WorstPointSearch<L> during(Duration time, LossFixture<L> fixture) {
        long end = System.nanoTime() + time.toNanos();
        return new WorstPointSearch<>(fixture, _ -> System.nanoTime() < end);
    }

    /** A search of so many points, the same ones everywhere. */
    static <L extends Loss> WorstPointSearch<L> of(int points, LossFixture<L> fixture) {
        return new WorstPointSearch<>(fixture, evaluated -> evaluated < points);
    }

    List<Find<L>> run() {
        List<Point<L>> hard = fixture.hardPoints().toList();
        List<L> variants = fixture.variants();
        while (goesOn.test(evaluated)) {
            climb(random.nextInt(4) == 0
                    ? hard.get(random.nextInt(hard.size()))
                    : fixture.point(variants.get(random.nextInt(variants.size())), random));
        }
        System.out.printf("seed %d, %d points of %s%n", LossFixture.SEED, evaluated, fixture.defaults());
        return List.copyOf(worst.values());
    }

    private void climb(Point<L> start) {
        Point<L> best = start;
        double height = measure(best);
        for (int i = 0; i < CLIMBS_FROM_ONE_START && goesOn.test(evaluated); i++) {
            Point<L> next = changed(best);
            if (Evaluator.check(next.task()).isEmpty()) {
                double reached = measure(next);
                if (reached >= height) {
                    best = next;
                    height = reached;
                }
            }
        }
    }

    /** The error of the worst answer at a point; −1 where there is nothing to compare it with. */
    private double measure(Point<L> point) {
        Task task = point.task();
        evaluated++;
        double height = 0;
        try {
            for (Deviation deviation : fixture.deviations(point.loss(), task)) {
                Find<L> find = new Find<>(point, deviation, deviation.ulps());
                height = Math.max(height, find.ulps);
                worst.merge(deviation.quantity(), find, (a, b) -> a.ulps >= b.ulps ? a : b);
            }
        } catch (NoExactAnswerException _) {
            return -1; // at a kink, or too far out
        }
        return height;
    }

    private Point<L> changed(Point<L> point) {
        double[][] inputs = new double[point.inputs().length][];
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = point.inputs()[k].clone();
        }
        int k = random.nextInt(inputs.length);
        ElementRule elements = point.loss().inputs().get(k).elements();
        boolean isInteger = !elements.isParameter() && !elements.isRounded(inputs[k].length > 1);
        Domain domain = point.loss().inputs().get(k).domain();
        int i = random.nextInt(inputs[k].length);
        if (domain != null && domain.isDiscrete()) {
            inputs[k][i] = domain.parts().get(random.nextInt(domain.parts().size())).lower();
        } else if (!isInteger) {
            double next = elements.isParameter() ? scaled(inputs[k][i]) : changed(inputs[k][i]);
            inputs[k][i] = Math.clamp(next, -Double.MAX_VALUE / 4, Double.MAX_VALUE / 4);
        }
        return point.with(inputs);
    }

    private double scaled(double number) {
        return number * (random.nextBoolean() ? Math.scalb(1.0, random.nextInt(-3, 4)) : random.nextDouble(0.5, 2));
    }

    private double changed(double number) {
        return switch (random.nextInt(6)) {
            case 0 -> number + random.nextInt(-4, 5) * Math.ulp(number);
            case 1, 2 -> scaled(number);
            case 3 -> number + random.nextDouble(-1, 1);
            case 4 -> SPECIAL[random.nextInt(SPECIAL.length)];
            default -> -number;
        };
    }
}
