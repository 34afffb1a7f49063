package dev.nabla.loss;

import dev.nabla.oracle.Deviation;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers of answers that are too far from the exact ones, and what they have in common. */
final class Misses {

    private static final int SHOWN = 5;
    private static final int FEWEST_FOR_A_PATTERN = 3;

    private final List<String> shown = new ArrayList<>();
    private final DoubleSummaryStatistics ratios = new DoubleSummaryStatistics();
    private int checked;
    private int missed;

    /** Counts a number that is near enough. */
    void addHit() {
        checked++;
    }

    void addMiss(Object point, Deviation deviation) {
        checked++;
        missed++;
        if (shown.size() < SHOWN) {
            shown.add(point + ": " + deviation);
        }
        double ratio = deviation.actual() / deviation.exact().value().doubleValue();
        if (Double.isFinite(ratio)) {
            ratios.accept(ratio);
        }
    }

    boolean isEmpty() {
        return missed == 0;
    }

    @Override
    public String toString() {
        return "%d of %d numbers are too far from those of formula()%s, for instance%n%s".formatted(missed, checked,
                pattern(),
                shown.stream().map(miss -> "  " + miss).collect(Collectors.joining(System.lineSeparator())));
    }

    private String pattern() {
        double ratio = ratios.getAverage();
        boolean isConstant = ratios.getCount() >= FEWEST_FOR_A_PATTERN
                && ratios.getMax() - ratios.getMin() <= 1e-6 * Math.abs(ratio) && Math.abs(ratio - 1) > 1e-6;
        if (!isConstant) {
            return "";
        }
        return Math.abs(ratio + 1) <= 1e-6
                ? "; each has the wrong sign"
                : "; each is %.6g times the exact one".formatted(ratio);
    }
}
