package dev.nabla.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The risk set of every event time: the items of that time or a later one. From the latest time backwards risk sets only
 * grow, so one pass builds them all, and one pass in the other direction adds every event's gradient to the members of its
 * risk set: {@code n log n} for sorting, the rest linear.
 *
 * <p>Sums of exponentials are relative to a reference, which changes when the log-hazards have risen by {@link #REACH}, and
 * keep their digits where they are subnormal. The largest member of a set is stored separately from the sum of the others,
 * so that one minus its share needs no subtraction.
 */
public final class RiskSets {

    private static final double REACH = 100;
    /** Below it, e^x is 0, also if all of an array are summed. */
    private static final double NEGLIGIBLE = -770;

    /** The exponent of what exponentials are multiplied by while they are summed: a negligible one is no less than subnormal then. */
    private static final int LIFT = 128;

    private final double[] hazards;
    private final int[] order;
    private final int[] setOf;
    private final List<RiskSet> sets = new ArrayList<>();

    /**
     * Builds the risk sets.
     *
     * @param hazards the log-hazards
     * @param times the event or censoring times
     * @param isIncluded which observations are not masked
     */
    public RiskSets(double[] hazards, double[] times, IntPredicate isIncluded) {
        this.hazards = hazards;
        Comparator<Integer> latestFirst = Comparator.comparingDouble(item -> -times[item]);
        this.order = IntStream.range(0, times.length).filter(isIncluded).boxed()
                .sorted(latestFirst.thenComparingDouble(item -> -hazards[item])).mapToInt(item -> item).toArray();
        this.setOf = new int[times.length];
        Builder builder = new Builder();
        int first = 0;
        for (int i = 0; i < order.length; i++) {
            builder.add(hazards[order[i]]);
            setOf[order[i]] = sets.size();
            if (i + 1 == order.length || times[order[i + 1]] != times[order[i]]) {
                sets.add(builder.set(first, i + 1));
                first = i + 1;
            }
        }
    }

    /** The negative log partial likelihood of an event: {@code Z - x}. */
    public ScaledDoubleDouble surprisal(int item) {
        RiskSet set = sets.get(setOf[item]);
        ScaledDoubleDouble scaledOdds = set.others.dividedBy(set.top);
        DoubleDouble odds = scaledOdds.toDoubleDouble();
        DoubleDouble lead = DoubleDouble.difference(set.largest, hazards[item]);
        return lead.isZero() && odds.hi() < Double.MIN_NORMAL
                ? scaledOdds
                : ScaledDoubleDouble.of(lead.plus(Elementary.log1p(odds.hi(), odds.lo())));
    }

    /**
     * Writes the gradient of the sum of all surprisals times their cotangents.
     *
     * @param cotangents of each item; 0 of one without an event
     */
    public void gradient(IntFunction<DoubleDouble> cotangents, double[] gradient) {
        DerivativeSum earlier = new DerivativeSum();
        for (RiskSet set : sets.reversed()) {
            DoubleDouble total = total(set, cotangents);
            ScaledDoubleDouble each = ScaledDoubleDouble.ONE.dividedBy(set.sum());
            for (int i = set.first; i < set.end; i++) {
                double hazard = hazards[order[i]];
                DoubleDouble own = cotangents.apply(order[i]);
                DoubleDouble others = total.minus(own);
                ScaledDoubleDouble derivative = earlier.at(hazard);
                if (!others.isZero()) {
                    derivative = derivative.plus(each.times(others).times(set.exponential(hazard)));
                }
                if (!own.isZero()) {
                    derivative = derivative.minus(set.rest(hazard).times(own).times(each));
                }
                gradient[order[i]] = 0.0 + derivative.value();
            }
            if (!total.isZero()) {
                earlier.add(set.reference, each.times(total), ScaledDoubleDouble.ZERO);
            }
        }
    }

    /**
     * As {@link #gradient}, with the second derivatives of the surprisals. Risk sets with the same largest member form a run,
     * whose terms for that member are summed separately.
     */
    public void hessian(IntFunction<DoubleDouble> cotangents, double[] hessian) {
        DerivativeSum earlier = new DerivativeSum();
        Run run = new Run(Double.NaN, Double.NaN);
        for (RiskSet set : sets.reversed()) {
            if (set.largest != run.largest) {
                earlier.add(run.reference, run.first, run.second);
                run = new Run(set.largest, set.reference);
            }
            run.add(set, total(set, cotangents));
            for (int i = set.first; i < set.end; i++) {
                double hazard = hazards[order[i]];
                hessian[order[i]] = 0.0 + earlier.at(hazard).plus(run.at(hazard, set)).value();
            }
        }
    }

    /** The sum of the cotangents of the events at one time. */
    private DoubleDouble total(RiskSet set, IntFunction<DoubleDouble> cotangents) {
        DoubleDouble total = DoubleDouble.ZERO;
        for (int i = set.first; i < set.end; i++) {
            total = total.plus(cotangents.apply(order[i]));
        }
        return total;
    }

    /**
     * The risk set of one time: all from the start of the order to the last with this time.
     *
     * @param first the first in the order with this time
     * @param end one past the last
     * @param largest the largest log-hazard of the set
     * @param reference what exponentials are relative to
     * @param others the sum of the exponentials, except one of the largest
     * @param top the exponential of the largest
     */
    private record RiskSet(
        int first,
        int end,
        double largest,
        double reference,
        ScaledDoubleDouble others,
        ScaledDoubleDouble top) {

        ScaledDoubleDouble sum() {
            return others.plus(top);
        }

        ScaledDoubleDouble exponential(double hazard) {
            return RiskSets.exponential(hazard, reference);
        }

        /** The sum of all exponentials except that of one member. */
        ScaledDoubleDouble rest(double hazard) {
            return hazard == largest ? others : sum().minus(exponential(hazard));
        }
    }

    private static ScaledDoubleDouble exponential(double hazard, double reference) {
        DoubleDouble difference = DoubleDouble.difference(hazard, reference);
        return difference.hi() == Double.NEGATIVE_INFINITY ? ScaledDoubleDouble.ZERO : Extended.scaledExp(difference);
    }

    /**
     * Builds risk sets by adding members. A hazard of +∞ makes the set NaN; if all hazards are -∞, the set has no sum.
     */
    private static final class Builder {

        private final CompensatedSum others = new CompensatedSum();
        private double largest = Double.NEGATIVE_INFINITY;
        private double reference;
        private ScaledDoubleDouble top = ScaledDoubleDouble.ZERO;

        void add(double value) {
            double hazard = value == Double.POSITIVE_INFINITY ? Double.NaN : value;
            if (largest == Double.NEGATIVE_INFINITY || hazard - reference > REACH) {
                ScaledDoubleDouble sum = others().plus(top);
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

        private void add(ScaledDoubleDouble exponential) {
            DoubleDouble lifted = exponential.shifted(LIFT).toDoubleDouble();
            others.add(lifted.hi());
            others.add(lifted.lo());
        }

        private ScaledDoubleDouble others() {
            return ScaledDoubleDouble.of(others.total()).shifted(-LIFT);
        }

        RiskSet set(int first, int end) {
            return new RiskSet(first, end, largest, reference, others(), top);
        }
    }

    /**
     * The derivatives {@code Σ (e·first - e²·second)} of the sets visited so far, {@code e} relative to the reference
     * of each. References decrease, so that the last few are those within reach of a hazard.
     */
    private static final class DerivativeSum {

        private static final ScaledDoubleDouble UNDEFINED = ScaledDoubleDouble.of(Double.NaN);

        private final List<Double> references = new ArrayList<>();
        private final List<ScaledDoubleDouble> firsts = new ArrayList<>();
        private final List<ScaledDoubleDouble> seconds = new ArrayList<>();
        /** Whether a set has no sum. */
        private boolean isUndefined;

        void add(double reference, ScaledDoubleDouble first, ScaledDoubleDouble second) {
            isUndefined |= first.isNaN() || first.isInfinite();
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

        ScaledDoubleDouble at(double hazard) {
            if (isUndefined) {
                return UNDEFINED;
            }
            int first = references.size();
            while (first > 0 && hazard - references.get(first - 1) >= NEGLIGIBLE) {
                first--;
            }
            ScaledDoubleDouble total = ScaledDoubleDouble.ZERO;
            for (int i = first; i < references.size(); i++) {
                ScaledDoubleDouble e = exponential(hazard, references.get(i));
                total = total.plus(e.times(firsts.get(i).minus(e.times(seconds.get(i)))));
            }
            return total;
        }
    }

    /** The second derivatives of sets with the same largest member. */
    private static final class Run {

        private final double largest;
        private final double reference;
        private ScaledDoubleDouble first = ScaledDoubleDouble.ZERO;
        private ScaledDoubleDouble second = ScaledDoubleDouble.ZERO;
        private ScaledDoubleDouble onLargest = ScaledDoubleDouble.ZERO;

        Run(double largest, double reference) {
            this.largest = largest;
            this.reference = reference;
        }

        void add(RiskSet set, DoubleDouble total) {
            if (!total.isZero()) {
                ScaledDoubleDouble share = ScaledDoubleDouble.of(total).dividedBy(set.sum());
                ScaledDoubleDouble shareSquared = share.dividedBy(set.sum());
                first = first.plus(share);
                second = second.plus(shareSquared);
                onLargest = onLargest.plus(shareSquared.times(set.others));
            }
        }

        ScaledDoubleDouble at(double hazard, RiskSet set) {
            ScaledDoubleDouble e = set.exponential(hazard);
            return e.times(hazard == largest ? onLargest : first.minus(e.times(second)));
        }
    }
}
