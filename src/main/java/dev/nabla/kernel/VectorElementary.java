package dev.nabla.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions in vectors. They run in passes over blocks that fit into L1, and each pass mirrors a method of
 * {@link Exponential} or {@link Logarithm} operation by operation. Selections that only special numbers need are left out: a
 * block that contains such numbers computes them again, one by one.
 *
 * <p>A pass is one method with its constants in local variables for the reasons that {@link VectorKernel#exponentials} states.
 */
final class VectorElementary implements ElementaryKernel {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Elements of a block; shorter arrays are left to the scalar loops. A multiple of the lanes of a vector. */
    private static final int BLOCK = 256;

    /** Turns x into −|x|. */
    private static final long SIGN = Long.MIN_VALUE;

    /** Below it 1 + x and its scale are ordinary numbers. */
    private static final double LARGE = 0x1p1000;

    private final ScalarElementary scalar = new ScalarElementary();

    @Override
    public void exp(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.exp(x, count, results);
            return;
        }
        Parts parts = new Parts();
        overBlocks(count, from -> {
            exponentials(x, from, 0, Exponential.EXP_MIN, Exponential.EXP_MAX, parts);
            scale(parts, results, from);
        });
    }

    @Override
    public void log(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.log(x, count, results);
            return;
        }
        double[] zeros = new double[BLOCK];
        double[] k = new double[BLOCK];
        double[] f = new double[BLOCK];
        overBlocks(count, from -> {
            reduce(x, from, k, f);
            addLogs(zeros, k, f, zeros, results, from);
            mend(Double.MIN_NORMAL, Double.MAX_VALUE, x, from, results, Elementary::log);
        });
    }

    @Override
    public void log1p(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.log1p(x, count, results);
            return;
        }
        double[] zeros = new double[BLOCK];
        double[] k = new double[BLOCK];
        double[] f = new double[BLOCK];
        double[] fLow = new double[BLOCK];
        overBlocks(count, from -> {
            System.arraycopy(x, from, f, 0, BLOCK);
            Arrays.fill(fLow, 0.0);
            reduceSums(f, fLow, k);
            addLogs(zeros, k, f, fLow, results, from);
            copyZeros(x, from, results);
            mend(Math.nextUp(-1.0), LARGE, x, from, results, Elementary::log1p);
        });
    }

    @Override
    public void sigmoid(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.sigmoid(x, count, results);
            return;
        }
        Parts parts = new Parts();
        overBlocks(count, from -> {
            exponentials(x, from, SIGN, Exponential.EXP_MIN, 0, parts);
            shares(x, from, parts);
            scale(parts, results, from);
        });
    }

    @Override
    public void sigmoidDerivative(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.sigmoidDerivative(x, count, results);
            return;
        }
        Parts parts = new Parts();
        overBlocks(count, from -> {
            exponentials(x, from, SIGN, Exponential.EXP_MIN, 0, parts);
            scale(parts, results, from);
            sharesOfBoth(results, from);
        });
    }

    @Override
    public void softplus(double[] x, int count, double[] results) {
        if (count < BLOCK) {
            scalar.softplus(x, count, results);
            return;
        }
        double[] positive = new double[BLOCK];
        Parts parts = new Parts();
        overBlocks(count, from -> {
            exponentials(x, from, SIGN, Elementary.TAIL, 0, parts);
            scaleParts(x, from, parts, positive);
            reduceSums(parts.high, parts.low, parts.shifted);
            addLogs(positive, parts.shifted, parts.high, parts.low, results, from);
            mend(Math.nextUp(Elementary.TAIL), Double.MAX_VALUE, x, from, results, Elementary::softplus);
        });
    }

    @Override
    public void extendedExp(double[] x, int count, double[] highs, double[] lows) {
        if (count < BLOCK) {
            scalar.extendedExp(x, count, highs, lows);
            return;
        }
        Parts parts = new Parts();
        overBlocks(count, from -> {
            exponentials(x, from, 0, Exponential.EXP_MIN, Exponential.EXP_MAX, parts);
            scaleBoth(parts, highs, lows, from);
        });
    }

    @Override
    public void extendedLog(double[] x, int count, double[] highs, double[] lows) {
        if (count < BLOCK) {
            scalar.extendedLog(x, count, highs, lows);
            return;
        }
        double[] zeros = new double[BLOCK];
        double[] k = new double[BLOCK];
        double[] f = new double[BLOCK];
        overBlocks(count, from -> {
            if (isWithin(Double.MIN_NORMAL, Double.MAX_VALUE, x, from)) {
                reduce(x, from, k, f);
                extendedLogs(k, f, zeros, highs, lows, from);
            } else {
                oneByOne(from, i -> Extended.log(x[i]), highs, lows);
            }
        });
    }

    @Override
    public void extendedLog1p(double[] x, double[] xLow, int count, double[] highs, double[] lows) {
        if (count < BLOCK) {
            scalar.extendedLog1p(x, xLow, count, highs, lows);
            return;
        }
        double[] k = new double[BLOCK];
        double[] f = new double[BLOCK];
        double[] fLow = new double[BLOCK];
        overBlocks(count, from -> {
            if (isWithin(Math.nextUp(-1.0), LARGE, x, from)) {
                System.arraycopy(x, from, f, 0, BLOCK);
                System.arraycopy(xLow, from, fLow, 0, BLOCK);
                reduceSums(f, fLow, k);
                extendedLogs(k, f, fLow, highs, lows, from);
            } else {
                oneByOne(from, i -> Extended.log1p(new DoubleDouble(x[i], xLow[i])), highs, lows);
            }
        });
    }

    /** Computes a block that has special numbers. */
    private static void oneByOne(int from, IntFunction<DoubleDouble> function, double[] highs, double[] lows) {
        for (int i = from; i < from + BLOCK; i++) {
            DoubleDouble result = function.apply(i);
            highs[i] = result.hi();
            lows[i] = result.lo();
        }
    }

    /** The high and low parts of the significands of a block, and the numbers whose lowest bits are their exponents. */
    private record Parts(double[] high, double[] low, double[] shifted) {

        Parts() {
            this(new double[BLOCK], new double[BLOCK], new double[BLOCK]);
        }
    }

    /** Computes block by block; the last begins within the one before it, unless the elements fill it. */
    private static void overBlocks(int count, IntConsumer block) {
        for (int start = 0; start < count; start += BLOCK) {
            block.accept(Math.min(start, count - BLOCK));
        }
    }

    /** Computes a block again, one by one, if it has special numbers: those that are not between two others. */
    private static void mend(double min, double max, double[] x, int from, double[] results,
            DoubleUnaryOperator function) {
        if (!isWithin(min, max, x, from)) {
            for (int i = from; i < from + BLOCK; i++) {
                results[i] = function.applyAsDouble(x[i]);
            }
        }
    }

    /**
     * Writes {@link Exponential#expHigh}, {@link Exponential#expLow} and {@link Exponential#shifted} of x, clamped.
     *
     * @param sign bits that are set in x before
     */
    private static void exponentials(double[] x, int from, long sign, double min, double max, Parts parts) {
        double[] highs = parts.high;
        double[] lows = parts.low;
        double[] shifteds = parts.shifted;
        LongVector signs = LongVector.broadcast(LongVector.SPECIES_PREFERRED, sign);
        DoubleVector least = broadcast(min);
        DoubleVector largest = broadcast(max);
        DoubleVector zero = broadcast(0.0);
        DoubleVector half = broadcast(0.5);
        DoubleVector one = broadcast(1.0);
        DoubleVector shifter = broadcast(Exponential.SHIFTER);
        DoubleVector inverseLn2 = broadcast(Exponential.INVERSE_LN2);
        DoubleVector ln2 = broadcast(Exponential.LN2);
        DoubleVector ln2Low = broadcast(Exponential.LN2_LOW);
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
        DoubleVector c14 = broadcast(1.0 / 87178291200.0);
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, from + i).reinterpretAsLongs().or(signs)
                    .reinterpretAsDoubles();
            DoubleVector atLeast = number.blend(least, number.compare(LT, least));
            DoubleVector clamped = atLeast.blend(largest, atLeast.compare(GT, largest));
            DoubleVector shifted = clamped.fma(inverseLn2, shifter);
            DoubleVector minusK = shifter.sub(shifted);
            DoubleVector r = minusK.fma(ln2, clamped);
            DoubleVector rLow = minusK.fma(ln2Low, zero);
            DoubleVector halfR = r.mul(half);
            DoubleVector head = halfR.fma(r, r);
            DoubleVector headError = halfR.fma(r, r.sub(head));
            DoubleVector square = r.mul(r);
            DoubleVector quartic = c14.fma(r, c13).fma(r, c12).fma(r, c11).fma(r, c10).fma(r, c9).fma(r, c8)
                    .fma(r, c7).fma(r, c6).fma(r, c5).fma(r, c4);
            DoubleVector rest = r.mul(quartic.fma(r, c3));
            DoubleVector high = head.add(one);
            DoubleVector power = square.fma(rest, high);
            DoubleVector tail = square.fma(rest, rLow.fma(power, headError));
            high.intoArray(highs, i);
            head.sub(high.sub(one)).add(tail).intoArray(lows, i);
            shifted.intoArray(shifteds, i);
        }
    }

    /** Mirrors {@link Exponential#scale}. */
    private static void scale(Parts parts, double[] results, int from) {
        double[] highs = parts.high;
        double[] lows = parts.low;
        double[] shifteds = parts.shifted;
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector high = DoubleVector.fromArray(SPECIES, highs, i);
            DoubleVector low = DoubleVector.fromArray(SPECIES, lows, i);
            LongVector bits = DoubleVector.fromArray(SPECIES, shifteds, i).reinterpretAsLongs();
            LongVector halfBits = bits.lanewise(LSHR, 1);
            DoubleVector lower = halfBits.add(Exponential.EXPONENT_BIAS).lanewise(LSHL, Exponential.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector upper = bits.sub(halfBits).add(Exponential.EXPONENT_BIAS)
                    .lanewise(LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            high.fma(lower, low.mul(lower)).mul(upper).intoArray(results, from + i);
        }
    }

    /** Normalizes the parts and scales each, as {@link Extended#exp(DoubleDouble)} does. */
    private static void scaleBoth(Parts parts, double[] results, double[] resultLows, int from) {
        double[] highs = parts.high;
        double[] lows = parts.low;
        double[] shifteds = parts.shifted;
        DoubleVector zero = broadcast(0.0);
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector high = DoubleVector.fromArray(SPECIES, highs, i);
            DoubleVector low = DoubleVector.fromArray(SPECIES, lows, i);
            LongVector bits = DoubleVector.fromArray(SPECIES, shifteds, i).reinterpretAsLongs();
            LongVector halfBits = bits.lanewise(LSHR, 1);
            DoubleVector lower = halfBits.add(Exponential.EXPONENT_BIAS).lanewise(LSHL, Exponential.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector upper = bits.sub(halfBits).add(Exponential.EXPONENT_BIAS)
                    .lanewise(LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            DoubleVector significand = high.add(low);
            DoubleVector significandLow = low.sub(significand.sub(high));
            DoubleVector result = significand.mul(lower).mul(upper);
            DoubleVector resultLow = significandLow.mul(lower).mul(upper);
            result.intoArray(results, from + i);
            zero.blend(resultLow, result.compare(LE, Double.MAX_VALUE)).intoArray(resultLows, from + i);
        }
    }

    /** Replaces e^−|x|, in parts, by the sigmoid of x, in parts: the rest of {@link Elementary#sigmoid} but for its scale. */
    private static void shares(double[] x, int from, Parts parts) {
        double[] highs = parts.high;
        double[] lows = parts.low;
        double[] shifteds = parts.shifted;
        DoubleVector zero = broadcast(0.0);
        DoubleVector one = broadcast(1.0);
        DoubleVector shifter = broadcast(Exponential.SHIFTER);
        DoubleVector leastShifted = broadcast(Exponential.shifted(Elementary.TAIL));
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector high = DoubleVector.fromArray(SPECIES, highs, i);
            DoubleVector low = DoubleVector.fromArray(SPECIES, lows, i);
            DoubleVector shifted = DoubleVector.fromArray(SPECIES, shifteds, i);
            DoubleVector significand = high.add(low);
            DoubleVector significandLow = high.sub(significand).add(low);
            DoubleVector limited = shifted.blend(leastShifted, shifted.compare(LT, leastShifted));
            DoubleVector power = limited.reinterpretAsLongs().add(Exponential.EXPONENT_BIAS)
                    .lanewise(LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            DoubleVector divisor = significand.mul(power).add(one);
            DoubleVector divisorLow = significand.fma(power, one.sub(divisor)).add(significandLow.mul(power));
            DoubleVector inverse = one.div(divisor);
            VectorMask<Double> isNegative = number.compare(LT, zero);
            DoubleVector numerator = one.blend(significand, isNegative);
            DoubleVector numeratorLow = zero.blend(significandLow, isNegative);
            DoubleVector quotient = numerator.mul(inverse);
            DoubleVector minusQuotient = quotient.neg();
            DoubleVector rest = minusQuotient.fma(divisor, numerator).add(minusQuotient.fma(divisorLow, numeratorLow));
            quotient.intoArray(highs, i);
            rest.mul(inverse).intoArray(lows, i);
            shifter.blend(shifted, isNegative).intoArray(shifteds, i);
        }
    }

    /** Replaces e^−|x| by σ(x)·σ(−x) = e^−|x|/(1 + e^−|x|)²: the double-double arithmetic of {@link StableSigmoid}. */
    private static void sharesOfBoth(double[] powers, int from) {
        DoubleVector zero = broadcast(0.0);
        DoubleVector one = broadcast(1.0);
        for (int i = from; i < from + BLOCK; i += SPECIES.length()) {
            DoubleVector power = DoubleVector.fromArray(SPECIES, powers, i);
            DoubleVector sum = power.add(one);
            DoubleVector oneInSum = sum.sub(power);
            DoubleVector sumLow = power.sub(sum.sub(oneInSum)).add(one.sub(oneInSum));
            DoubleVector square = sum.mul(sum);
            DoubleVector cross = sum.mul(sumLow);
            DoubleVector low = sum.fma(sum, square.neg()).add(sum.fma(sumLow, cross));
            DoubleVector divisor = square.add(low);
            DoubleVector divisorLow = low.sub(divisor.sub(square));
            DoubleVector quotient = power.div(divisor);
            DoubleVector minusQuotient = quotient.neg();
            DoubleVector rest = minusQuotient.fma(divisor, power).add(minusQuotient.fma(divisorLow, zero));
            quotient.add(rest.div(divisor)).intoArray(powers, i);
        }
    }

    /** Replaces the parts of e^−|x| by the products with their scale, and writes the larger of x and 0. */
    private static void scaleParts(double[] x, int from, Parts parts, double[] positives) {
        double[] highs = parts.high;
        double[] lows = parts.low;
        double[] shifteds = parts.shifted;
        DoubleVector zero = broadcast(0.0);
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, from + i);
            DoubleVector power = DoubleVector.fromArray(SPECIES, shifteds, i).reinterpretAsLongs()
                    .add(Exponential.EXPONENT_BIAS).lanewise(LSHL, Exponential.FRACTION_BITS).reinterpretAsDoubles();
            DoubleVector.fromArray(SPECIES, highs, i).mul(power).intoArray(highs, i);
            DoubleVector.fromArray(SPECIES, lows, i).mul(power).intoArray(lows, i);
            zero.blend(number, number.compare(GT, zero)).intoArray(positives, i);
        }
    }

    /** Writes k and f with x = 2^k·(1 + f), as {@link Elementary#log} does, of positive normal numbers. */
    private static void reduce(double[] x, int from, double[] ks, double[] fs) {
        DoubleVector one = broadcast(1.0);
        DoubleVector bias = broadcast(Exponential.EXPONENT_BIAS);
        DoubleVector shift = broadcast(0x1p52);
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            LongVector bits = DoubleVector.fromArray(SPECIES, x, from + i).reinterpretAsLongs();
            LongVector exponent = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS)
                    .lanewise(LSHR, Exponential.FRACTION_BITS);
            exponent.add(Logarithm.TWO_TO_52_BITS).reinterpretAsDoubles().sub(shift).sub(bias).intoArray(ks, i);
            bits.sub(exponent.sub(Exponential.EXPONENT_BIAS).lanewise(LSHL, Exponential.FRACTION_BITS))
                    .reinterpretAsDoubles().sub(one).intoArray(fs, i);
        }
    }

    /**
     * Replaces x and xLow by f and fLow with 1 + x + xLow = 2^k·(1 + f + fLow), as {@link Logarithm#plusLog1p} does, of finite
     * numbers above −1.
     */
    private static void reduceSums(double[] xs, double[] xLows, double[] ks) {
        DoubleVector one = broadcast(1.0);
        DoubleVector bias = broadcast(Exponential.EXPONENT_BIAS);
        DoubleVector shift = broadcast(0x1p52);
        LongVector twiceBias = LongVector.broadcast(LongVector.SPECIES_PREFERRED, 2L * Exponential.EXPONENT_BIAS);
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector x = DoubleVector.fromArray(SPECIES, xs, i);
            DoubleVector xLow = DoubleVector.fromArray(SPECIES, xLows, i);
            DoubleVector first = x.add(one);
            DoubleVector xInFirst = first.sub(one);
            DoubleVector rest = one.sub(first.sub(xInFirst)).add(x.sub(xInFirst));
            DoubleVector second = rest.add(xLow);
            DoubleVector xLowInSecond = second.sub(rest);
            DoubleVector lowest = rest.sub(second.sub(xLowInSecond)).add(xLow.sub(xLowInSecond));
            DoubleVector sum = first.add(second);
            DoubleVector secondInSum = sum.sub(first);
            DoubleVector sumLow = first.sub(sum.sub(secondInSum)).add(second.sub(secondInSum));
            LongVector bits = sum.reinterpretAsLongs();
            LongVector exponent = bits.add(Logarithm.ONE_BITS - Logarithm.SQRT_HALF_BITS)
                    .lanewise(LSHR, Exponential.FRACTION_BITS);
            DoubleVector inversePower = twiceBias.sub(exponent).lanewise(LSHL, Exponential.FRACTION_BITS)
                    .reinterpretAsDoubles();
            DoubleVector f0 = bits
                    .sub(exponent.sub(Exponential.EXPONENT_BIAS).lanewise(LSHL, Exponential.FRACTION_BITS))
                    .reinterpretAsDoubles().sub(one);
            DoubleVector f1 = sumLow.mul(inversePower);
            DoubleVector f = f0.add(f1);
            DoubleVector f1InF = f.sub(f0);
            f.intoArray(xs, i);
            f0.sub(f.sub(f1InF)).add(f1.sub(f1InF)).add(lowest.mul(inversePower)).intoArray(xLows, i);
            exponent.add(Logarithm.TWO_TO_52_BITS).reinterpretAsDoubles().sub(shift).sub(bias).intoArray(ks, i);
        }
    }

    /** addend + k·ln 2 + log(1 + f + fLow), rounded once: the rest of {@link Logarithm#plusLog1p}. */
    private static void addLogs(double[] addends, double[] ks, double[] fs, double[] fLows, double[] results,
            int from) {
        DoubleVector half = broadcast(0.5);
        DoubleVector quarter = broadcast(0.25);
        DoubleVector one = broadcast(1.0);
        DoubleVector ln2 = broadcast(Exponential.LN2);
        DoubleVector ln2Low = broadcast(Exponential.LN2_LOW);
        DoubleVector c3 = broadcast(1.0 / (3L << 2));
        DoubleVector c5 = broadcast(1.0 / (5L << 4));
        DoubleVector c7 = broadcast(1.0 / (7L << 6));
        DoubleVector c9 = broadcast(1.0 / (9L << 8));
        DoubleVector c11 = broadcast(1.0 / (11L << 10));
        DoubleVector c13 = broadcast(1.0 / (13L << 12));
        DoubleVector c15 = broadcast(1.0 / (15L << 14));
        DoubleVector c17 = broadcast(1.0 / (17L << 16));
        DoubleVector c19 = broadcast(1.0 / (19L << 18));
        DoubleVector c21 = broadcast(1.0 / (21L << 20));
        DoubleVector c23 = broadcast(1.0 / (23L << 22));
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector addend = DoubleVector.fromArray(SPECIES, addends, i);
            DoubleVector k = DoubleVector.fromArray(SPECIES, ks, i);
            DoubleVector f = DoubleVector.fromArray(SPECIES, fs, i);
            DoubleVector fLow = DoubleVector.fromArray(SPECIES, fLows, i);
            DoubleVector divisor = f.fma(half, one);
            DoubleVector divisorLow = f.fma(half, one.sub(divisor));
            DoubleVector inverse = one.div(divisor);
            DoubleVector z = f.mul(inverse);
            DoubleVector minusZ = z.neg();
            DoubleVector log = k.fma(ln2, z);
            DoubleVector headError = k.fma(ln2, log.neg()).add(z);
            DoubleVector w = z.mul(z);
            DoubleVector p = c23.fma(w, c21).fma(w, c19).fma(w, c17).fma(w, c15).fma(w, c13).fma(w, c11).fma(w, c9)
                    .fma(w, c7).fma(w, c5).fma(w, c3);
            DoubleVector quotientLow = inverse.mul(minusZ.fma(divisorLow, minusZ.fma(divisor, f)));
            DoubleVector zLow = fLow.fma(inverse.mul(inverse), quotientLow);
            DoubleVector tail = zLow.fma(w.fma(quarter, one), k.mul(ln2Low));
            DoubleVector logTail = z.mul(w).fma(p, tail).add(headError);
            DoubleVector sum = addend.add(log);
            DoubleVector logInSum = sum.sub(addend);
            DoubleVector sumLow = addend.sub(sum.sub(logInSum)).add(log.sub(logInSum));
            sum.add(sumLow.add(logTail)).intoArray(results, from + i);
        }
    }

    /** k·ln 2 + log(1 + f + fLow) in two parts: the rest of {@link Logarithm#extendedLog}. */
    private static void extendedLogs(double[] ks, double[] fs, double[] fLows, double[] highs, double[] lows,
            int from) {
        DoubleVector half = broadcast(0.5);
        DoubleVector two = broadcast(2.0);
        DoubleVector one = broadcast(1.0);
        DoubleVector ln2 = broadcast(Exponential.LN2);
        DoubleVector ln2Low = broadcast(Exponential.LN2_LOW);
        DoubleVector twelfth = broadcast(1.0 / 12.0);
        DoubleVector twelfthLow = broadcast(Logarithm.TWELFTH_LOW);
        DoubleVector eightieth = broadcast(1.0 / 80.0);
        DoubleVector eightiethLow = broadcast(Logarithm.EIGHTIETH_LOW);
        DoubleVector c7 = broadcast(1.0 / (7L << 6));
        DoubleVector c9 = broadcast(1.0 / (9L << 8));
        DoubleVector c11 = broadcast(1.0 / (11L << 10));
        DoubleVector c13 = broadcast(1.0 / (13L << 12));
        DoubleVector c15 = broadcast(1.0 / (15L << 14));
        DoubleVector c17 = broadcast(1.0 / (17L << 16));
        DoubleVector c19 = broadcast(1.0 / (19L << 18));
        DoubleVector c21 = broadcast(1.0 / (21L << 20));
        DoubleVector c23 = broadcast(1.0 / (23L << 22));
        DoubleVector c25 = broadcast(1.0 / (25L << 24));
        DoubleVector c27 = broadcast(1.0 / (27L << 26));
        for (int i = 0; i < BLOCK; i += SPECIES.length()) {
            DoubleVector k = DoubleVector.fromArray(SPECIES, ks, i);
            DoubleVector f = DoubleVector.fromArray(SPECIES, fs, i);
            DoubleVector fLow = DoubleVector.fromArray(SPECIES, fLows, i);
            DoubleVector divisor = f.fma(half, one);
            DoubleVector divisorLow = f.fma(half, one.sub(divisor));
            DoubleVector inverse = one.div(divisor);
            DoubleVector z = f.mul(inverse);
            DoubleVector minusZ = z.neg();
            DoubleVector quotientLow = inverse.mul(minusZ.fma(divisorLow, minusZ.fma(divisor, f)));
            DoubleVector zLow = fLow.fma(inverse.mul(inverse), quotientLow);
            DoubleVector w = z.mul(z);
            DoubleVector wLow = z.mul(two).fma(zLow, z.fma(z, w.neg()));
            DoubleVector cube = z.mul(w);
            DoubleVector cubeLow = z.fma(wLow, zLow.fma(w, z.fma(w, cube.neg())));
            DoubleVector p = c27.fma(w, c25).fma(w, c23).fma(w, c21).fma(w, c19).fma(w, c17).fma(w, c15).fma(w, c13)
                    .fma(w, c11).fma(w, c9).fma(w, c7);
            DoubleVector factor = p.fma(w, eightieth);
            DoubleVector factorLow = p.fma(w, eightieth.sub(factor)).add(p.fma(wLow, eightiethLow));
            DoubleVector term = w.mul(factor);
            DoubleVector termLow = w.fma(factorLow, wLow.fma(factor, w.fma(factor, term.neg())));
            DoubleVector seriesHead = twelfth.add(term);
            DoubleVector seriesTail = twelfth.sub(seriesHead).add(term).add(twelfthLow.add(termLow));
            DoubleVector series = seriesHead.add(seriesTail);
            DoubleVector seriesLow = seriesTail.sub(series.sub(seriesHead));
            DoubleVector rest = cube.mul(series);
            DoubleVector restLow = cube.fma(seriesLow, cubeLow.fma(series, cube.fma(series, rest.neg())));
            DoubleVector log1p = z.add(rest);
            DoubleVector log1pLow = z.sub(log1p).add(rest).add(zLow.add(restLow));
            DoubleVector shift = k.mul(ln2);
            DoubleVector shiftLow = k.fma(ln2Low, k.fma(ln2, shift.neg()));
            DoubleVector log = shift.add(log1p);
            DoubleVector logLow = shift.sub(log).add(log1p).add(shiftLow.add(log1pLow));
            DoubleVector high = log.add(logLow);
            high.intoArray(highs, from + i);
            logLow.sub(high.sub(log)).intoArray(lows, from + i);
        }
    }

    /** Keeps the signs of zeros. */
    private static void copyZeros(double[] x, int from, double[] results) {
        for (int i = from; i < from + BLOCK; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, i);
            DoubleVector.fromArray(SPECIES, results, i).blend(number, number.compare(EQ, 0.0)).intoArray(results, i);
        }
    }

    /** Whether all numbers of a block are between two others. */
    private static boolean isWithin(double min, double max, double[] x, int from) {
        VectorMask<Double> inside = SPECIES.maskAll(true);
        for (int i = from; i < from + BLOCK; i += SPECIES.length()) {
            DoubleVector number = DoubleVector.fromArray(SPECIES, x, i);
            inside = inside.and(number.compare(GE, min)).and(number.compare(LE, max));
        }
        return inside.allTrue();
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
