package dev.nabla.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of sums of numbers with equal exponents, whose product is in range: nearly all are. The others are computed by
 * {@link ScalarPositiveSums} afterwards.
 */
final class VectorPositiveSums implements PositiveSums {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final PositiveSums scalar = new ScalarPositiveSums();

    @Override
    public void set(PositiveNumbers numbers, int to, int from, int step, double[] isThird, PositiveNumbers by,
            int count) {
        if (count < LANES || by.isAnyHuge()) {
            scalar.set(numbers, to, from, step, isThird, by, count);
            return;
        }
        for (int i = 0; i < count; i += LANES) {
            int start = Math.min(i, count - LANES);
            long others = setVector(numbers, to + start, from + start, step, isThird, by, start);
            for (; others != 0; others &= others - 1) {
                ScalarPositiveSums.setOne(numbers, to, from, step, isThird, by,
                        start + Long.numberOfTrailingZeros(others));
            }
        }
    }

    /** Mirrors {@link PositiveNumbers#setSumTimes}; the result has a bit for each lane in which that would go another way. */
    private static long setVector(PositiveNumbers numbers, int to, int from, int step, double[] isThird,
            PositiveNumbers by, int i) {
        DoubleVector third = load(isThird, i);
        DoubleVector a = load(numbers.high, from);
        DoubleVector b = load(numbers.high, from + step);
        DoubleVector c = load(numbers.high, from + 2 * step).mul(third);
        DoubleVector two = a.add(b);
        DoubleVector sum = two.add(c);
        DoubleVector tail = error(a, b, two).add(error(two, c, sum)).add(load(numbers.low, from)
                .add(load(numbers.low, from + step)).add(load(numbers.low, from + 2 * step).mul(third)));
        DoubleVector factor = load(by.high, i);
        DoubleVector product = sum.mul(factor);
        DoubleVector rest = sum.fma(factor, product.neg()).add(sum.fma(load(by.low, i), tail.mul(factor)));
        DoubleVector rounded = product.add(rest);
        DoubleVector exponent = load(numbers.exponents, from);
        VectorMask<Double> isZero = sum.compare(EQ, 0);
        VectorMask<Double> isRegular = exponent.compare(EQ, load(numbers.exponents, from + step))
                .and(exponent.compare(EQ, load(numbers.exponents, from + 2 * step)).or(third.compare(EQ, 0)))
                .and(product.compare(GT, PositiveNumbers.LEAST)).and(product.compare(LT, PositiveNumbers.MOST));
        DoubleVector zero = DoubleVector.zero(SPECIES);
        rounded.blend(zero, isZero).intoArray(numbers.high, to);
        rest.sub(rounded.sub(product)).blend(zero, isZero).intoArray(numbers.low, to);
        exponent.add(load(by.exponents, i)).blend(zero, isZero).intoArray(numbers.exponents, to);
        if (numbers.hasTails()) {
            zero.intoArray(numbers.exponentTails, to);
        }
        return isRegular.or(isZero).not().toLong();
    }

    @Override
    public void multiply(PositiveNumbers numbers, int from, PositiveNumbers by, int other, PositiveNumbers divisors,
            double exponent, int count, double[] terms, double[] tails) {
        if (count < LANES) {
            scalar.multiply(numbers, from, by, other, divisors, exponent, count, terms, tails);
            return;
        }
        for (int i = 0; i < count; i += LANES) {
            int start = Math.min(i, count - LANES);
            multiplyVector(numbers, from + start, by, other + start, divisors, exponent, start, terms, tails);
        }
    }

    /** Mirrors {@link PositiveNumbers#writeProduct}. */
    private static void multiplyVector(PositiveNumbers numbers, int from, PositiveNumbers by, int other,
            PositiveNumbers divisors, double exponent, int i, double[] terms, double[] tails) {
        DoubleVector a = load(numbers.high, from);
        DoubleVector b = load(by.high, other);
        DoubleVector product = a.mul(b);
        DoubleVector rest = a.fma(b, product.neg())
                .add(a.fma(load(by.low, other), load(numbers.low, from).mul(b)));
        DoubleVector steps = load(numbers.exponents, from).add(load(by.exponents, other))
                .sub(load(divisors.exponents, i).add(exponent)).min(PositiveNumbers.LAST_STEP);
        DoubleVector power = DoubleVector.zero(SPECIES);
        DoubleVector powerTail = power;
        for (int k = 1; k < PositiveNumbers.POWERS.length; k++) {
            double step = (PositiveNumbers.FIRST_POWER + k - PositiveNumbers.LIFT) * PositiveNumbers.STEP;
            VectorMask<Double> isStep = steps.compare(EQ, step);
            power = power.blend(PositiveNumbers.POWERS[k], isStep);
            powerTail = powerTail.blend(PositiveNumbers.POWER_TAILS[k], isStep);
        }
        DoubleVector term = product.mul(power);
        term.intoArray(terms, i);
        product.fma(power, term.neg()).add(product.fma(powerTail, rest.mul(power))).intoArray(tails, i);
    }

    private static DoubleVector error(DoubleVector a, DoubleVector b, DoubleVector sum) {
        DoubleVector bInSum = sum.sub(a);
        return a.sub(sum.sub(bInSum)).add(b.sub(bInSum));
    }

    private static DoubleVector load(double[] numbers, int from) {
        return DoubleVector.fromArray(SPECIES, numbers, from);
    }
}
