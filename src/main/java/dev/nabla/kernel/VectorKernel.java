package dev.nabla.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with vector instructions. Every method mirrors {@link ScalarKernel} operation by operation, and leaves the
 * remainder of an array to it.
 */
final class VectorKernel implements ArrayKernel {

    /** At most {@link LaneSums#COUNT} lanes. */
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Length of the block in which the largest element is located after its value is known. */
    private static final int BLOCK = 512;

    /** Shorter arrays are left to the scalar loops: uncompiled vector code is very slow. */
    private static final int MIN_LENGTH = 64;

    private final ScalarKernel scalar = new ScalarKernel("the arrays are short");

    @Override
    public String description() {
        return "vectors of " + SPECIES.length() + " float64 numbers";
    }

    @Override
    public boolean containsNaN(double[] values, int from, int to) {
        int bound = bound(from, to);
        VectorMask<Double> found = SPECIES.maskAll(false);
        for (int i = from; i < bound; i += SPECIES.length()) {
            DoubleVector numbers = DoubleVector.fromArray(SPECIES, values, i);
            found = found.or(numbers.compare(NE, numbers));
        }
        return found.anyTrue() || scalar.containsNaN(values, bound, to);
    }

    @Override
    public boolean containsAbove(double limit, double[] values, int from, int to) {
        int bound = bound(from, to);
        VectorMask<Double> found = SPECIES.maskAll(false);
        for (int i = from; i < bound; i += SPECIES.length()) {
            found = found.or(DoubleVector.fromArray(SPECIES, values, i).abs().compare(GT, limit));
        }
        return found.anyTrue() || scalar.containsAbove(limit, values, bound, to);
    }

    @Override
    public int indexOfLargest(double[] values, int from, int to) {
        int largest = from;
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            if (largest(values, start, end) > values[largest]) {
                largest = scalar.indexOfLargest(values, start, end);
            }
        }
        return largest;
    }

    private double largest(double[] values, int from, int to) {
        int bound = bound(from, to);
        DoubleVector largest = broadcast(values[from]);
        for (int i = from; i < bound; i += SPECIES.length()) {
            DoubleVector numbers = DoubleVector.fromArray(SPECIES, values, i);
            largest = largest.blend(numbers, numbers.compare(GT, largest));
        }
        double ofVectors = largest.reduceLanes(MAX);
        return bound == to ? ofVectors : Math.max(ofVectors, values[scalar.indexOfLargest(values, bound, to)]);
    }

    /**
     * Mirrors {@link Exponential#expBelowOne}. It is one long method, because the compiler would inline a shorter one into
     * its caller and then stop halfway. The constants are local variables, because fields would be loaded again for each
     * vector: the compiler cannot rule out that the store has changed them.
     */
    @Override
    public void exponentials(double[] x, int from, int to, double max, double[] exponentials) {
        if (to - from < MIN_LENGTH) {
            scalar.exponentials(x, from, to, max, exponentials);
            return;
        }
        DoubleVector largest = broadcast(max);
        DoubleVector least = broadcast(Exponential.EXP_MIN);
        DoubleVector shifter = broadcast(Exponential.LIFTED_SHIFTER);
        DoubleVector unlift = broadcast(Exponential.UNLIFT);
        DoubleVector inverseLn2 = broadcast(Exponential.INVERSE_LN2);
        DoubleVector ln2 = broadcast(Exponential.LN2);
        DoubleVector ln2Low = broadcast(Exponential.LN2_LOW);
        DoubleVector zero = broadcast(0.0);
        DoubleVector one = broadcast(1.0);
        DoubleVector c2 = broadcast(0.5);
        DoubleVector c3 = broadcast(1.0 / 6.0);
        DoubleVector c4 = broadcast(1.0 / 24.0);
        DoubleVector c5 = broadcast(1.0 / 120.0);
        DoubleVector c6 = broadcast(1.0 / 720.0);
        DoubleVector c7 = broadcast(1.0 / 5040.0);
        DoubleVector c8 = broadcast(1.0 / 40320.0);
        DoubleVector c9 = broadcast(1.0 / 362880.0);
        DoubleVector c10 = broadcast(1.0 / 3628800.0);
        DoubleVector c11 = broadcast(1.0 / 39916800.0);
        DoubleVector c12 = broadcast(1.0 / 479001600.0);
        DoubleVector c13 = broadcast(1.0 / 6227020800.0);
        int bound = bound(from, to);
        for (int i = from; i < bound; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector difference = number.sub(largest);
            DoubleVector minusMax = difference.sub(number);
            DoubleVector error = number.sub(difference.sub(minusMax)).sub(largest.add(minusMax));
            DoubleVector shifted = difference.fma(inverseLn2, shifter);
            DoubleVector minusK = shifter.sub(shifted);
            DoubleVector r = minusK.fma(ln2, difference);
            DoubleVector rLow = minusK.fma(ln2Low, error);
            DoubleVector square = r.mul(r);
            DoubleVector fourth = square.mul(square);
            DoubleVector p2 = c5.fma(r, c4).fma(square, c3.fma(r, c2));
            DoubleVector p6 = c9.fma(r, c8).fma(square, c7.fma(r, c6));
            DoubleVector p10 = c13.fma(r, c12).fma(square, c11.fma(r, c10));
            DoubleVector factor = p10.fma(fourth, p6).fma(fourth, p2);
            DoubleVector high = r.add(one);
            DoubleVector tail = square.fma(factor, square.fma(factor, r).fma(rLow, rLow));
            DoubleVector significand = high.add(one.sub(high).add(r).add(tail));
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, Exponential.FRACTION_BITS);
            significand.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().mul(unlift)
                    .blend(zero, difference.compare(LT, least)).intoArray(exponentials, i);
        }
        scalar.exponentials(x, bound, to, max, exponentials);
    }

    @Override
    public void addRounds(double[] values, int from, int to, double[] sums, double[] errors) {
        if (to - from < MIN_LENGTH) {
            scalar.addRounds(values, from, to, sums, errors);
            return;
        }
        for (int lane = 0; lane < LaneSums.COUNT; lane += SPECIES.length()) {
            DoubleVector sum = DoubleVector.fromArray(SPECIES, sums, lane);
            DoubleVector error = DoubleVector.fromArray(SPECIES, errors, lane);
            for (int i = from + lane; i < to; i += LaneSums.COUNT) {
                DoubleVector value = DoubleVector.fromArray(SPECIES, values, i);
                DoubleVector next = sum.add(value);
                DoubleVector valueInSum = next.sub(sum);
                error = error.add(sum.sub(next.sub(valueInSum)).add(value.sub(valueInSum)));
                sum = next;
            }
            if (error.abs().compare(LE, Double.MAX_VALUE).allTrue()) {
                sum.intoArray(sums, lane);
                error.intoArray(errors, lane);
            } else {
                addNonFinite(values, from, to, lane, sums, errors);
            }
        }
    }

    /** Adds to the lanes of one vector where a sum is not finite and its error therefore counts as 0. */
    private static void addNonFinite(double[] values, int from, int to, int firstLane, double[] sums, double[] errors) {
        for (int i = from; i < to; i += LaneSums.COUNT) {
            for (int lane = firstLane; lane < firstLane + SPECIES.length(); lane++) {
                LaneSums.add(sums, errors, lane, values[i + lane], 0.0);
            }
        }
    }

    @Override
    public void scale(double[] values, int from, int to, double hi, double lo, double[] products) {
        int bound = bound(from, to);
        DoubleVector high = broadcast(hi);
        DoubleVector low = broadcast(lo);
        DoubleVector finite = broadcast(Double.MAX_VALUE);
        for (int i = from; i < bound; i += SPECIES.length()) {
            DoubleVector numbers = DoubleVector.fromArray(SPECIES, values, i);
            DoubleVector product = numbers.mul(high);
            DoubleVector rounded = numbers.fma(high, numbers.mul(low));
            product.blend(rounded, product.abs().compare(LE, finite)).intoArray(products, i);
        }
        scalar.scale(values, bound, to, hi, lo, products);
    }

    /** End of the part that is done in whole vectors. */
    private static int bound(int from, int to) {
        return to - from < MIN_LENGTH ? from : from + SPECIES.loopBound(to - from);
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
