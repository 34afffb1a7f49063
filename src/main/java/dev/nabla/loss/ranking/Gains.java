package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Arrays;

/**
 * The gains {@code 2^t − 1} of the items of a list, as shares of the discounted cumulative gain of the best order. They are
 * relative to a power of two near the largest, so that no relevance overflows.
 */
final class Gains {

    /** Below it 2^t − 1 is t·log 2 to more digits than {@link Extended#expm1} has. */
    private static final double LINEAR = 0x1p-60;

    /** 2 to this power is 0 beside 1. */
    private static final double LEAST_EXPONENT = -(1 << 20);

    /**
     * A fraction of the larger of two shares. Their difference is computed by another formula if it is less, or, next to
     * relevance of 0, if the smaller share is more.
     */
    private static final double CLOSE = 0x1p-8;

    private final double[] relevance;
    private final double reference;
    private final ScaledDoubleDouble ideal;
    private final DoubleDoubleRow shares;
    /** Whether all relevance is integer, so that gains are not nearly equal. */
    private final boolean areGrades;

    /**
     * Computes all shares.
     *
     * @param relevance the relevance of items, at least 0
     * @param order their order by it
     * @param depth how many places of an order count
     */
    Gains(double[] relevance, RelevanceOrder order, long depth) {
        this.relevance = relevance;
        this.reference = Math.floor(relevance[order.items()[0]]);
        ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
        for (int place = 0; place < Math.min(depth, relevance.length); place++) {
            sum = sum.plus(gain(relevance[order.items()[place]]).times(Discounts.of(place + 1)));
        }
        this.ideal = sum;
        this.shares = DoubleDoubleRow.ofLength(relevance.length);
        for (int i = 0; i < relevance.length && !isZero(); i++) {
            shares.set(i, gain(relevance[i]).dividedBy(ideal).toDoubleDouble());
        }
        this.areGrades = Arrays.stream(relevance).allMatch(t -> t == Math.rint(t));
    }

    /** Whether no item has a gain. */
    boolean isZero() {
        return ideal.isZero();
    }

    DoubleDouble share(int item) {
        return shares.get(item);
    }

    /** Writes how much the share of an item exceeds those of less relevant ones. */
    void writeDifferences(int higher, int[] lower, int from, DoubleDoubleRow into) {
        DoubleDouble share = shares.get(higher);
        for (int k = from; k < lower.length; k++) {
            into.set(k, share.minus(shares.get(lower[k])));
        }
        for (int k = from; k < lower.length && !areGrades; k++) {
            if (!isAccurate(higher, lower[k], into.high()[k])) {
                into.set(k, closeDifference(higher, lower[k]));
            }
        }
    }

    private boolean isAccurate(int higher, int lower, double difference) {
        double close = CLOSE * shares.high()[higher];
        return shares.high()[lower] <= close
                || (difference > close && relevance[lower] >= 1 && relevance[higher] >= 1);
    }

    /** 2^a − 2^b = 2^b·(2^(a − b) − 1). */
    private DoubleDouble closeDifference(int higher, int lower) {
        DoubleDouble distance = DoubleDouble.difference(relevance[higher], relevance[lower]);
        return power(relevance[lower]).times(powerMinusOne(distance)).dividedBy(ideal).toDoubleDouble();
    }

    /** 2^t − 1 relative to the reference. */
    private ScaledDoubleDouble gain(double t) {
        return t < 1
                ? powerMinusOne(DoubleDouble.of(t)).times(relative(0))
                : power(t).minus(relative(0));
    }

    /** 2^t relative to the reference. */
    private ScaledDoubleDouble power(double t) {
        double whole = Math.floor(t);
        DoubleDouble fraction = Extended.LOG_TWO.times(t - whole);
        return relative(whole).times(fraction.isZero() ? DoubleDouble.ONE : Extended.refinedExp(fraction));
    }

    private ScaledDoubleDouble relative(double exponent) {
        return ScaledDoubleDouble.power((int) Math.max(exponent - reference, LEAST_EXPONENT));
    }

    private static ScaledDoubleDouble powerMinusOne(DoubleDouble t) {
        return t.hi() < LINEAR
                ? ScaledDoubleDouble.of(t).times(Extended.LOG_TWO)
                : ScaledDoubleDouble.of(Extended.expm1(t.times(Extended.LOG_TWO)));
    }
}
