package dev.nabla.kernel;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops by vector instructions. Every method does what its namesake in {@link Elementary} or {@link ScalarKernel}
 * does, operation by operation; what is left over at the end of an array is done by those.
 */
final class VectorKernel implements ArrayKernel {

    /** No wider than the lanes of a sum. */
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final DoubleVector ZERO = broadcast(0.0);
    private static final DoubleVector HALF = broadcast(0.5);
    private static final DoubleVector ONE = broadcast(1.0);
    private static final DoubleVector LARGEST = broadcast(Double.MAX_VALUE);
    private static final DoubleVector LN2 = broadcast(Elementary.LN2);
    private static final DoubleVector LN2_LOW = broadcast(Elementary.LN2_LOW);
    private static final DoubleVector INVERSE_LN2 = broadcast(Elementary.INVERSE_LN2);
    private static final DoubleVector SHIFTER = broadcast(Elementary.SHIFTER);
    private static final DoubleVector EXP_MIN = broadcast(Elementary.EXP_MIN);
    private static final DoubleVector EXP_MAX = broadcast(Elementary.EXP_MAX);

    // 1/n!, the coefficients of the exponential series
    private static final DoubleVector FACTORIAL_3 = broadcast(1.0 / 6.0);
    private static final DoubleVector FACTORIAL_4 = broadcast(1.0 / 24.0);
    private static final DoubleVector FACTORIAL_5 = broadcast(1.0 / 120.0);
    private static final DoubleVector FACTORIAL_6 = broadcast(1.0 / 720.0);
    private static final DoubleVector FACTORIAL_7 = broadcast(1.0 / 5040.0);
    private static final DoubleVector FACTORIAL_8 = broadcast(1.0 / 40320.0);
    private static final DoubleVector FACTORIAL_9 = broadcast(1.0 / 362880.0);
    private static final DoubleVector FACTORIAL_10 = broadcast(1.0 / 3628800.0);
    private static final DoubleVector FACTORIAL_11 = broadcast(1.0 / 39916800.0);
    private static final DoubleVector FACTORIAL_12 = broadcast(1.0 / 479001600.0);
    private static final DoubleVector FACTORIAL_13 = broadcast(1.0 / 6227020800.0);
    private static final DoubleVector FACTORIAL_14 = broadcast(1.0 / 87178291200.0);

    /** Short, for the cache; two loops a block, since the compiler gives up on one of both. */
    private static final int BLOCK = 512;

    private static final int WORTHWHILE = 64;

    private final ScalarKernel scalar = new ScalarKernel("the arrays are short");

    @Override
    public String description() {
        return "vectors of " + SPECIES.length() + " float64 numbers";
    }

    @Override
    public void exponentials(double[] x, int count, double max, double[] exponentials) {
        int bound = bound(count);
        double[] errors = new double[Math.min(BLOCK, bound)];
        for (int from = 0; from < bound; from += BLOCK) {
            int to = Math.min(from + BLOCK, bound);
            subtract(x, from, to, max, exponentials, errors);
            exp(exponentials, from, to, errors);
        }
        ScalarKernel.exponentials(x, bound, count, max, exponentials);
    }

    /** Writes differences, and behind them what rounding left. */
    private static void subtract(double[] x, int from, int to, double subtrahend, double[] differences,
            double[] errors) {
        DoubleVector addend = broadcast(-subtrahend);
        for (int i = from; i < to; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector difference = number.add(addend);
            difference.intoArray(differences, i);
            sumError(number, addend, difference).intoArray(errors, i - from);
        }
    }

    /** Replaces numbers, which have errors, by their exponentials. */
    private static void exp(double[] numbers, int from, int to, double[] errors) {
        for (int i = from; i < to; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, numbers, i);
            exp(number, DoubleVector.fromArray(SPECIES, errors, i - from)).intoArray(numbers, i);
        }
    }

    private static DoubleVector sumError(DoubleVector a, DoubleVector b, DoubleVector sum) {
        DoubleVector bInSum = sum.sub(a);
        return finiteOrZero(a.sub(sum.sub(bInSum)).add(b.sub(bInSum)));
    }

    private static DoubleVector finiteOrZero(DoubleVector error) {
        return ZERO.blend(error, error.abs().compare(LE, LARGEST));
    }

    private static DoubleVector exp(DoubleVector hi, DoubleVector lo) {
        DoubleVector atLeast = hi.blend(EXP_MIN, hi.compare(LT, EXP_MIN));
        DoubleVector x = atLeast.blend(EXP_MAX, atLeast.compare(GT, EXP_MAX));
        DoubleVector shifted = x.fma(INVERSE_LN2, SHIFTER);
        DoubleVector minusK = SHIFTER.sub(shifted);
        DoubleVector r = minusK.fma(LN2, x);
        DoubleVector rLow = minusK.fma(LN2_LOW, ZERO.blend(lo, x.compare(EQ, hi)));
        DoubleVector halfR = r.mul(HALF);
        DoubleVector head = halfR.fma(r, r);
        DoubleVector high = head.add(ONE);
        DoubleVector headError = halfR.fma(r, r.sub(head));
        DoubleVector square = r.mul(r);
        DoubleVector rest = r.mul(cubicFactor(r));
        DoubleVector tail = square.fma(rest, rLow.fma(square.fma(rest, high), headError));
        DoubleVector low = head.sub(high.sub(ONE)).add(tail);
        return scale(high, low, shifted);
    }

    private static DoubleVector cubicFactor(DoubleVector r) {
        return FACTORIAL_14.fma(r, FACTORIAL_13).fma(r, FACTORIAL_12).fma(r, FACTORIAL_11).fma(r, FACTORIAL_10)
                .fma(r, FACTORIAL_9).fma(r, FACTORIAL_8).fma(r, FACTORIAL_7).fma(r, FACTORIAL_6).fma(r, FACTORIAL_5)
                .fma(r, FACTORIAL_4).fma(r, FACTORIAL_3);
    }

    private static DoubleVector scale(DoubleVector high, DoubleVector low, DoubleVector shifted) {
        LongVector bits = shifted.reinterpretAsLongs();
        LongVector half = bits.lanewise(LSHR, 1);
        DoubleVector lower = powerOfTwo(half);
        DoubleVector upper = powerOfTwo(bits.sub(half));
        return high.fma(lower, low.mul(lower)).mul(upper);
    }

    private static DoubleVector powerOfTwo(LongVector exponent) {
        return exponent.lanewise(ADD, Elementary.EXPONENT_BIAS).lanewise(LSHL, Elementary.FRACTION_BITS)
                .reinterpretAsDoubles();
    }

    @Override
    public void addRounds(double[] values, int from, int to, double[] sums, double[] errors) {
        if (to - from < WORTHWHILE) {
            scalar.addRounds(values, from, to, sums, errors);
            return;
        }
        for (int lane = 0; lane < Accumulator.LANES; lane += SPECIES.length()) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, lane);
            DoubleVector error = DoubleVector.fromArray(SPECIES, errors, lane);
            for (int i = from + lane; i < to; i += Accumulator.LANES) {
                DoubleVector value = DoubleVector.fromArray(SPECIES, values, i);
                DoubleVector next = sum.add(value);
                error = error.add(sumError(sum, value, next).add(0.0));
                sum = next;
            }
            sum.intoArray(sums, lane);
            error.intoArray(errors, lane);
        }
    }

    @Override
    public void scale(double[] values, int count, double hi, double lo) {
        int bound = bound(count);
        DoubleVector high = broadcast(hi);
        DoubleVector low = broadcast(lo);
        for (int i = 0; i < bound; i += SPECIES.length()) {
            DoubleVector numbers = DoubleVector.fromArray(SPECIES, values, i);
            DoubleVector product = numbers.mul(high);
            DoubleVector rounded = numbers.fma(high, numbers.mul(low));
            product.blend(rounded, product.abs().compare(LE, LARGEST)).intoArray(values, i);
        }
        ScalarKernel.scale(values, bound, count, hi, lo);
    }

    /** How many numbers are done by vectors. None of a few: before they are compiled, vectors are slower than anything. */
    private static int bound(int count) {
        return count < WORTHWHILE ? 0 : SPECIES.loopBound(count);
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
