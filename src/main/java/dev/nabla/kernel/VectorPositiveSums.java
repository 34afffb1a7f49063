package dev.nabla.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of sums and products. Methods are short, because the compiler stops to inline the operations of vectors in long ones, and
 * hand over by arrays.
 */
final class VectorPositiveSums implements PositiveSums {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final double STEP = PositiveNumbers.STEP;
    private static final double NO_ORDER = PositiveNumbers.NO_ORDER;
    private static final DoubleDouble UP = PositiveNumbers.UP;
    private static final DoubleDouble DOWN = PositiveNumbers.DOWN;

    private final PositiveSums scalar = new ScalarPositiveSums();

    @Override
    public void set(PositiveNumbers numbers, int to, int from, int step, double[] isThird, PositiveNumbers by,
            int count) {
        if (count < LANES || by.isAnyHuge()) {
            scalar.set(numbers, to, from, step, isThird, by, count);
            return;
        }
        PositiveNumbers aligned = new PositiveNumbers(3 * LANES);
        for (int i = 0; i < count; i += LANES) {
            int start = Math.min(i, count - LANES);
            boolean isInRange;
            if (areAligned(numbers, from + start, step, isThird, start)) {
                isInRange = multiply(numbers, from + start, step, isThird, by, start, numbers, to + start);
            } else {
                align(numbers, from + start, step, isThird, start, aligned);
                isInRange = multiply(aligned, 0, LANES, isThird, by, start, numbers, to + start);
            }
            if (!isInRange) {
                move(numbers, to + start);
            }
        }
    }

    /** Whether neighbours have the same exponent, as most have. */
    private static boolean areAligned(PositiveNumbers numbers, int from, int step, double[] isThird, int i) {
        DoubleVector exponent = load(numbers.exponents, from);
        return exponent.compare(EQ, load(numbers.exponents, from + step))
                .and(exponent.compare(EQ, load(numbers.exponents, from + 2 * step)).or(load(isThird, i).compare(EQ, 0)))
                .allTrue();
    }

    private static void align(PositiveNumbers numbers, int from, int step, double[] isThird, int i,
            PositiveNumbers aligned) {
        order(numbers, from).max(order(numbers, from + step))
                .max(order(numbers, from + 2 * step).blend(NO_ORDER, load(isThird, i).compare(EQ, 0)))
                .intoArray(aligned.exponents, 0);
        for (int k = 0; k < 3; k++) {
            alignOne(numbers, from + k * step, aligned, k * LANES);
        }
    }

    private static DoubleVector order(PositiveNumbers numbers, int from) {
        return load(numbers.exponents, from).blend(NO_ORDER, load(numbers.high, from).compare(EQ, 0));
    }

    /** Mirrors {@link PositiveNumbers#aligned}. */
    private static void alignOne(PositiveNumbers numbers, int from, PositiveNumbers aligned, int to) {
        DoubleVector below = load(aligned.exponents, 0).sub(load(numbers.exponents, from));
        VectorMask<Double> isStep = below.compare(EQ, STEP);
        VectorMask<Double> isNone = below.compare(EQ, 0);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        scale(numbers, from, zero.blend(DOWN.hi(), isStep).blend(1, isNone), zero.blend(DOWN.lo(), isStep), aligned,
                to);
    }

    /** Adds numbers of the same exponent and multiplies the sums; returns whether all products are in range. */
    private static boolean multiply(PositiveNumbers numbers, int from, int step, double[] isThird, PositiveNumbers by,
            int i, PositiveNumbers products, int to) {
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
        DoubleVector zero = DoubleVector.zero(SPECIES);
        VectorMask<Double> isZero = product.compare(EQ, 0);
        rounded.blend(zero, isZero).intoArray(products.high, to);
        rest.sub(rounded.sub(product)).blend(zero, isZero).intoArray(products.low, to);
        load(numbers.exponents, from).add(load(by.exponents, i)).blend(zero, isZero).intoArray(products.exponents, to);
        if (products.hasTails()) {
            zero.intoArray(products.exponentTails, to);
        }
        return rounded.compare(GE, PositiveNumbers.LEAST).and(rounded.compare(LE, PositiveNumbers.MOST)).or(isZero)
                .allTrue();
    }

    /** Mirrors {@link PositiveNumbers#putInRange}. */
    private static void move(PositiveNumbers numbers, int at) {
        DoubleVector high = load(numbers.high, at);
        VectorMask<Double> isSmall = high.compare(LT, PositiveNumbers.LEAST).andNot(high.compare(EQ, 0));
        VectorMask<Double> isLarge = high.compare(GT, PositiveNumbers.MOST);
        load(numbers.exponents, at).sub(STEP, isSmall).add(STEP, isLarge).intoArray(numbers.exponents, at);
        DoubleVector zero = DoubleVector.zero(SPECIES);
        scale(numbers, at, zero.add(1).blend(UP.hi(), isSmall).blend(DOWN.hi(), isLarge),
                zero.blend(UP.lo(), isSmall).blend(DOWN.lo(), isLarge), numbers, at);
    }

    private static void scale(PositiveNumbers numbers, int from, DoubleVector factor, DoubleVector factorTail,
            PositiveNumbers scaled, int to) {
        DoubleVector high = load(numbers.high, from);
        DoubleVector product = high.mul(factor);
        DoubleVector rest = high.fma(factor, product.neg())
                .add(high.fma(factorTail, load(numbers.low, from).mul(factor)));
        DoubleVector rounded = product.add(rest);
        rounded.intoArray(scaled.high, to);
        rest.sub(rounded.sub(product)).intoArray(scaled.low, to);
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
            double step = (PositiveNumbers.FIRST_POWER + k - PositiveNumbers.LIFT) * STEP;
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
