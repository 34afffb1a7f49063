package dev.nabla.loss.boosting;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.loss.JointLoss.Cotangents;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who is at risk at each time. Going back from the latest time, risk sets only grow, so one walk builds them all, and
 * one walk the other way brings every event's pull to whom it was drawn from: {@code n log n} for sorting, and the rest
 * linear.
 *
 * <p>Sums of exponentials are relative to a reference that moves when the log-hazards have risen by {@link #REACH}.
 * The largest member of a set is kept apart from the sum of the others, so that one minus its share is no subtraction.
 */
final class RiskSets {

    private static final double REACH = 100;
    /** Below it, e^x is 0. */
    private static final double NEGLIGIBLE = -750;

    private final double[] hazards;
    private final int[] order;
    private final int[] setOf;
    private final List<RiskSet> sets = new ArrayList<>();

    /**
     * Builds the risk sets.
     *
     * @param hazards the log-hazards
     * @param times the times of event or censoring
     * @param takesPart who is not masked
     */
    RiskSets(double[] hazards, double[] times, IntPredicate takesPart) {
        this.hazards = hazards;
        Comparator<Integer> latestFirst = Comparator.comparingDouble(item -> -times[item]);
        this.order = IntStream.range(0, times.length).filter(takesPart).boxed()
                .sorted(latestFirst.thenComparingDouble(item -> -hazards[item])).mapToInt(item -> item).toArray();
        this.setOf = new int[times.length];
        Growth growth = new Growth();
        int first = 0;
        for (int i = 0; i < order.length; i++) {
            growth.add(hazards[order[i]]);
            setOf[order[i]] = sets.size();
            if (i + 1 == order.length || times[order[i + 1]] != times[order[i]]) {
                sets.add(growth.set(first, i + 1));
                first = i + 1;
            }
        }
    }

    /** How surprising it is that an event befell this one: {@code Z - x}. */
    double surprise(int item) {
        RiskSet set = sets.get(setOf[item]);
        DoubleDouble odds = set.others.dividedBy(set.top);
        return DoubleDouble.difference(set.largest, hazards[item]).plus(Elementary.log1p(odds.hi(), odds.lo()))
                .value();
    }

    void gradient(Cotangents cotangents, double[] gradient) {
        Pull pull = new Pull();
        for (RiskSet set : sets.reversed()) {
            DoubleDouble total = total(set, cotangents);
            DoubleDouble each = DoubleDouble.of(1).dividedBy(set.sum());
            for (int i = set.first; i < set.end; i++) {
                double hazard = hazards[order[i]];
                DoubleDouble own = cotangents.of(order[i]);
                DoubleDouble others = total.minus(own);
                DoubleDouble slope = pull.at(hazard);
                if (!others.isZero()) {
                    slope = slope.plus(others.times(each).times(set.exponential(hazard)));
                }
                if (!own.isZero()) {
                    slope = slope.minus(own.times(set.rest(hazard)).times(each));
                }
                gradient[order[i]] = slope.value();
            }
            if (!total.isZero()) {
                pull.add(set.reference, total.times(each), DoubleDouble.ZERO);
            }
        }
    }

    /** Sets of the same largest member make a run, whose pull on that member is summed apart. */
    void hessian(Cotangents cotangents, double[] hessian) {
        Pull pull = new Pull();
        Run run = new Run(Double.NaN, Double.NaN);
        for (RiskSet set : sets.reversed()) {
            if (set.largest != run.largest) {
                pull.add(run.reference, run.first, run.second);
                run = new Run(set.largest, set.reference);
            }
            run.add(set, total(set, cotangents));
            for (int i = set.first; i < set.end; i++) {
                double hazard = hazards[order[i]];
                hessian[order[i]] = pull.at(hazard).plus(run.at(hazard, set)).value();
            }
        }
    }

    /** The sum of the cotangents of a time's events. */
    private DoubleDouble total(RiskSet set, Cotangents cotangents) {
        DoubleDouble total = DoubleDouble.ZERO;
        for (int i = set.first; i < set.end; i++) {
            total = total.plus(cotangents.of(order[i]));
        }
        return total;
    }

    /**
     * Those at risk at a time: everyone from the start of the order to the end of those whose time it is.
     *
     * @param first the first in the order whose time it is
     * @param end behind the last
     * @param largest the largest log-hazard of the set
     * @param reference what exponentials are relative to
     * @param others the sum of the exponentials without one of the largest
     * @param top the exponential of the largest
     */
    private record RiskSet(
        int first,
        int end,
        double largest,
        double reference,
        DoubleDouble others,
        DoubleDouble top) {

        DoubleDouble sum() {
            return others.plus(top);
        }

        DoubleDouble exponential(double hazard) {
            return RiskSets.exponential(hazard, reference);
        }

        /** The sum of all exponentials but that of one member. */
        DoubleDouble rest(double hazard) {
            return hazard == largest ? others : sum().minus(exponential(hazard));
        }
    }

    private static DoubleDouble exponential(double hazard, double reference) {
        DoubleDouble difference = DoubleDouble.difference(hazard, reference);
        return Extended.exp(difference);
    }

    /** A risk set that grows. An infinite hazard makes it NaN, and nothing but -∞ leaves it without a sum. */
    private static final class Growth {

        private final CompensatedSum others = new CompensatedSum();
        private double largest = Double.NEGATIVE_INFINITY;
        private double reference;
        private DoubleDouble top = DoubleDouble.ZERO;

        void add(double sent) {
            double hazard = sent == Double.POSITIVE_INFINITY ? Double.NaN : sent;
            if (largest == Double.NEGATIVE_INFINITY || hazard - reference > REACH) {
                DoubleDouble sum = sum();
                others.reset();
                if (!sum.isZero()) {
                    add(exponential(reference, hazard).times(sum));
                }
                reference = hazard == Double.NEGATIVE_INFINITY ? 0 : hazard;
                largest = hazard;
                top = exponential(hazard, reference);
            } else if (hazard > largest) {
                add(top);
                top = exponential(hazard, reference);
                largest = hazard;
            } else {
                add(exponential(hazard, reference));
            }
        }

        private void add(DoubleDouble exponential) {
            others.add(exponential.hi());
            others.add(exponential.lo());
        }

        private DoubleDouble sum() {
            return new DoubleDouble(others.hi(), others.lo()).plus(top);
        }

        RiskSet set(int first, int end) {
            return new RiskSet(first, end, largest, reference, new DoubleDouble(others.hi(), others.lo()), top);
        }
    }

    /** The pull {@code Σ (e·first - e²·second)} of sets already visited, {@code e} relative to the reference of each. */
    private static final class Pull {

        private final List<Double> references = new ArrayList<>();
        private final List<DoubleDouble> firsts = new ArrayList<>();
        private final List<DoubleDouble> seconds = new ArrayList<>();

        void add(double reference, DoubleDouble first, DoubleDouble second) {
            int last = references.size() - 1;
            if (last >= 0 && references.get(last) == reference) {
                firsts.set(last, firsts.get(last).plus(first));
                seconds.set(last, seconds.get(last).plus(second));
            } else if (!first.isZero() || !second.isZero()) {
                references.add(reference);
                firsts.add(first);
                seconds.add(second);
            }
        }

        DoubleDouble at(double hazard) {
            DoubleDouble total = DoubleDouble.ZERO;
            for (int i = 0; i < references.size(); i++) {
                double reference = references.get(i);
                boolean isNegligible = hazard - reference < NEGLIGIBLE && Double.isFinite(firsts.get(i).hi());
                if (!isNegligible) {
                    DoubleDouble e = exponential(hazard, reference);
                    total = total.plus(e.times(firsts.get(i).minus(e.times(seconds.get(i)))));
                }
            }
            return total;
        }
    }

    /** The pull of sets with the same largest member. */
    private static final class Run {

        private final double largest;
        private final double reference;
        private DoubleDouble first = DoubleDouble.ZERO;
        private DoubleDouble second = DoubleDouble.ZERO;
        private DoubleDouble onLargest = DoubleDouble.ZERO;

        Run(double largest, double reference) {
            this.largest = largest;
            this.reference = reference;
        }

        void add(RiskSet set, DoubleDouble total) {
            if (!total.isZero()) {
                DoubleDouble share = total.dividedBy(set.sum());
                DoubleDouble shareSquared = share.dividedBy(set.sum());
                first = first.plus(share);
                second = second.plus(shareSquared);
                onLargest = onLargest.plus(shareSquared.times(set.others));
            }
        }

        DoubleDouble at(double hazard, RiskSet set) {
            DoubleDouble e = set.exponential(hazard);
            return e.times(hazard == largest ? onLargest : first.minus(e.times(second)));
        }
    }
}
