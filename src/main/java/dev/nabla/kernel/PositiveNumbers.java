package dev.nabla.kernel;

/**
 * An array of positive numbers of any size, for sums of products of thousands of probabilities: each is m·e<sup>128k</sup> with m
 * in double-double and an integer k. Equal k are the rule, so that a sum is that of m.
 *
 * <p>The integers are in double-double too, and stored by 2<sup>−40</sup>: logarithms and sums of logarithms may have any size.
 * The relative error of a sum or product is a few units of 2⁻¹⁰⁴, that of an exponential 2⁻⁵⁸.
 */
public final class PositiveNumbers {

    /** What a k of 1 is stored as. */
    static final double STEP = 0x1p-40;

    /** Logarithms by this are in the unit in which exponents are stored. */
    private static final int UNIT_BITS = 47;

    private static final double TO_UNITS = 0x1p-47;
    private static final double FROM_UNITS = 0x1p47;

    /** Sums of millions of integers up to this one are exact, and their tails 0. */
    private static final double LARGE = 0x1p30;

    static final DoubleDouble UP = Extended.preciseExp(128).toDoubleDouble();
    static final DoubleDouble DOWN = DoubleDouble.ONE.dividedBy(UP);

    /** The range of m of products: that of e<sup>±64</sup>, and some more. */
    static final double MOST = 0x1p93;
    static final double LEAST = 0x1p-93;

    /** The exponent of 0 in comparisons. */
    static final double NO_ORDER = Double.NEGATIVE_INFINITY;

    /** A larger logarithm than this, in size, is divided by 128. */
    private static final double SMALL_LOGARITHM = 64;

    /** e<sup>128k</sup> after the first k, to which it is 0. */
    static final int FIRST_POWER = -6;
    static final double[] POWERS = new double[11];
    static final double[] POWER_TAILS = new double[POWERS.length];

    static {
        for (int i = 1; i < POWERS.length; i++) {
            DoubleDouble power = power(FIRST_POWER + i);
            POWERS[i] = power.hi();
            POWER_TAILS[i] = power.lo();
        }
    }

    /** The k of a factor that keeps numbers from underflow on the way to others. */
    static final int LIFT = 2;
    private static final DoubleDouble LIFTING = power(LIFT);
    private static final DoubleDouble UNLIFT = power(-LIFT);
    /** The exponent of the largest power, before it is lifted. */
    static final double LAST_STEP = (FIRST_POWER + POWERS.length - 1 - LIFT) * STEP;

    final double[] high;
    final double[] low;
    final double[] exponents;
    final double[] exponentTails;
    private boolean isHuge;
    private boolean hasTails;

    /** So many numbers, all 0. */
    public PositiveNumbers(int count) {
        this.high = new double[count];
        this.low = new double[count];
        this.exponents = new double[count];
        this.exponentTails = new double[count];
    }

    private static DoubleDouble power(int k) {
        DoubleDouble power = DoubleDouble.ONE;
        for (int i = 0; i < Math.abs(k); i++) {
            power = power.times(k < 0 ? DOWN : UP);
        }
        return power;
    }

    public boolean isZero(int place) {
        return high[place] == 0;
    }

    /** Starts anew: whether numbers are huge will be told by those that are set from now on. */
    public void reset() {
        isHuge = false;
    }

    /** Whether a number has been set to an exponential so large or small that sums of exponents may be rounded. */
    public boolean isAnyHuge() {
        return isHuge;
    }

    /** Whether the tail of an exponent may be other than 0. */
    boolean hasTails() {
        return hasTails;
    }

    /** Sets a number. */
    public void set(int place, DoubleDouble number) {
        put(place, number, 0, 0);
    }

    /** Sets a number to e<sup>x − reference</sup>, where the reference is finite and x is not +∞. */
    public void setExponential(int place, double x, double reference) {
        if (Math.abs(x - reference) < SMALL_LOGARITHM) {
            set(place, Extended.exp(DoubleDouble.difference(x, reference)));
        } else if (x == Double.NEGATIVE_INFINITY) {
            set(place, DoubleDouble.ZERO);
        } else {
            setLargeExponential(place, DoubleDouble.difference(x * TO_UNITS, reference * TO_UNITS));
        }
    }

    private void setLargeExponential(int place, DoubleDouble units) {
        double exponent = wholeSteps(units.hi());
        DoubleDouble rest = units.minus(exponent);
        double tail = wholeSteps(rest.hi());
        DoubleDouble logarithm = rest.minus(tail).times(FROM_UNITS);
        DoubleDouble sum = DoubleDouble.sum(exponent, tail);
        isHuge |= Math.abs(exponent) > LARGE * STEP;
        put(place, Extended.exp(logarithm), sum.hi(), sum.lo());
    }

    private static double wholeSteps(double units) {
        return Math.rint(units / STEP) * STEP;
    }

    /** Sets a number to another. */
    public void copy(int place, PositiveNumbers of, int other) {
        put(place, of.significand(other), of.exponents[other], of.exponentTails[other]);
    }

    /** Sets a number to a sum of two. */
    public void setSum(int place, PositiveNumbers of, int a, int b) {
        copy(place, of, a);
        add(place, of, b);
    }

    /** Sets a number to a sum of three, of which the third may not count, times a factor. */
    void setSumTimes(int place, PositiveNumbers of, int a, int b, int c, boolean isThird, PositiveNumbers by,
            int factor) {
        if (by.isHuge) {
            setSum(place, of, a, b);
            if (isThird) {
                add(place, of, c);
            }
            multiply(place, by, factor);
            return;
        }
        double order = Math.max(Math.max(of.order(a), of.order(b)), isThird ? of.order(c) : NO_ORDER);
        DoubleDouble first = of.aligned(a, order);
        DoubleDouble second = of.aligned(b, order);
        DoubleDouble third = isThird ? of.aligned(c, order) : DoubleDouble.ZERO;
        double two = first.hi() + second.hi();
        double sum = two + third.hi();
        double tail = ErrorFree.finiteSumError(first.hi(), second.hi(), two)
                + ErrorFree.finiteSumError(two, third.hi(), sum)
                + (first.lo() + second.lo() + third.lo());
        put(place, new DoubleDouble(sum, tail), order, 0);
        multiply(place, by, factor);
    }

    /** The exponent of a number; less than any other if the number is 0. */
    private double order(int place) {
        return isZero(place) ? NO_ORDER : exponents[place];
    }

    /** The m of a number if its exponent were larger; of two whose k differ by more than 1, the smaller one is negligible. */
    private DoubleDouble aligned(int place, double order) {
        double below = order - exponents[place];
        return below == 0
                ? significand(place)
                : below == STEP ? significand(place).times(DOWN) : DoubleDouble.ZERO;
    }

    /**
     * Sets numbers to sums of neighbours of this array, a, a + step and perhaps a + 2·step, each times a factor.
     *
     * @param to the first number to set
     * @param from the first a
     * @param isThird for each number, 1 if the third neighbour counts, else 0
     * @param by the factors, one for each number
     */
    public void setSumsTimes(int to, int from, int step, double[] isThird, PositiveNumbers by, int count) {
        PositiveSums.BEST.set(this, to, from, step, isThird, by, count);
    }

    /** Sets the first numbers to some of another array. */
    public void gather(PositiveNumbers of, int from, int[] places) {
        isHuge = of.isHuge;
        for (int i = 0; i < places.length; i++) {
            int place = from + places[i];
            high[i] = of.high[place];
            low[i] = of.low[place];
            exponents[i] = of.exponents[place];
        }
        hasTails |= of.hasTails;
        if (hasTails) {
            for (int i = 0; i < places.length; i++) {
                exponentTails[i] = of.exponentTails[from + places[i]];
            }
        }
    }

    /** Adds a number to another; of two whose k differ by more than 1, the smaller one is negligible. */
    public void add(int place, PositiveNumbers of, int other) {
        double steps = (of.exponents[other] - exponents[place] + (of.exponentTails[other] - exponentTails[place]))
                / STEP;
        if (of.isZero(other) || (steps < -1 && !isZero(place))) {
            return;
        }
        if (steps > 1 || isZero(place)) {
            copy(place, of, other);
        } else if (steps == 1) {
            put(place, significand(place).times(DOWN).plus(of.significand(other)), of.exponents[other],
                    of.exponentTails[other]);
        } else {
            DoubleDouble term = of.significand(other);
            put(place, significand(place).plus(steps < 0 ? term.times(DOWN) : term), exponents[place],
                    exponentTails[place]);
        }
    }

    /** Multiplies a number by one that is at most 1 and no smaller than 2⁻³¹. */
    public void scale(int place, DoubleDouble factor) {
        put(place, significand(place).times(factor), exponents[place], exponentTails[place]);
    }

    /** Multiplies a number by another. */
    public void multiply(int place, PositiveNumbers by, int other) {
        DoubleDouble product = significand(place).times(by.significand(other));
        if (product.hi() > 0) {
            putInRange(place, product, exponent(place).plus(by.exponent(other)));
        } else {
            set(place, DoubleDouble.ZERO);
        }
    }

    /** Divides a number by another that is not 0. */
    public void divide(int place, PositiveNumbers by, int other) {
        if (!isZero(place)) {
            putInRange(place, significand(place).dividedBy(by.significand(other)),
                    exponent(place).minus(by.exponent(other)));
        }
    }

    private void putInRange(int place, DoubleDouble number, DoubleDouble exponent) {
        boolean isSmall = number.hi() < LEAST;
        if (isSmall || number.hi() > MOST) {
            DoubleDouble moved = exponent.plus(isSmall ? -STEP : STEP);
            put(place, number.times(isSmall ? UP : DOWN), moved.hi(), moved.lo());
        } else {
            put(place, number, exponent.hi(), exponent.lo());
        }
    }

    /** A number that is in the range of float64 or underflows. */
    public DoubleDouble get(int place) {
        return exponents[place] == 0 ? significand(place) : scaled(significand(place), exponents[place]);
    }

    private static DoubleDouble scaled(DoubleDouble number, double exponent) {
        int power = power(exponent + LIFT * STEP);
        return number.times(new DoubleDouble(POWERS[power], POWER_TAILS[power])).times(UNLIFT);
    }

    private static int power(double exponent) {
        int k = (int) (exponent / STEP);
        return Math.clamp(k, FIRST_POWER, FIRST_POWER + POWERS.length - 1) - FIRST_POWER;
    }

    /**
     * Adds products of numbers of this array and another to sums, each divided by the power in two divisors, so that it is in the
     * range of float64 or underflows. No number may be huge. {@link #divideSums} tells the sums by the divisors.
     *
     * @param divisors the first divisor of each product
     * @param exponent the {@link #exponentAt} of the second divisor of all
     * @param slots the sum that each product belongs to
     * @param sums receives the sums, which are {@code sums + tails}
     * @param terms room for two numbers of each product
     */
    public void addProducts(int from, PositiveNumbers by, int other, PositiveNumbers divisors, double exponent,
            int[] slots,
            double[] sums, double[] tails, double[][] terms) {
        PositiveSums.BEST.multiply(this, from, by, other, divisors, exponent, slots.length, terms[0], terms[1]);
        for (int i = 0; i < slots.length; i++) {
            int slot = slots[i];
            double sum = sums[slot] + terms[0][i];
            tails[slot] += ErrorFree.finiteSumError(sums[slot], terms[0][i], sum) + terms[1][i];
            sums[slot] = sum;
        }
    }

    /** The product of two numbers by e<sup>128k</sup> as {@code terms + tails}; see {@link #addProducts}. */
    void writeProduct(int place, PositiveNumbers by, int other, double exponent, int i, double[] terms,
            double[] tails) {
        int power = power(exponents[place] + by.exponents[other] - exponent + LIFT * STEP);
        double product = high[place] * by.high[other];
        double rest = Math.fma(high[place], by.high[other], -product)
                + Math.fma(high[place], by.low[other], low[place] * by.high[other]);
        double term = product * POWERS[power];
        terms[i] = term;
        tails[i] = Math.fma(product, POWERS[power], -term)
                + Math.fma(product, POWER_TAILS[power], rest * POWERS[power]);
    }

    /**
     * Divides sums of products by numbers of this array, their divisors, times another, the second divisor. Where a number is 0, so
     * is its sum.
     */
    public void divideSums(double[] sums, double[] tails, int from, PositiveNumbers by, int other, int count) {
        DoubleDouble divisor = by.significand(other).times(LIFTING);
        double factor = divisor.hi();
        double factorTail = divisor.lo();
        for (int i = 0; i < count; i++) {
            double number = high[from + i];
            double product = Math.max(number * factor, Double.MIN_NORMAL);
            double rest = Math.fma(number, factor, -product)
                    + Math.fma(number, factorTail, low[from + i] * factor);
            double sum = sums[i];
            double quotient = sum / product;
            double remainder = Math.fma(-quotient, product, sum) + Math.fma(-quotient, rest, tails[i]);
            double tail = remainder / product;
            double rounded = quotient + tail;
            sums[i] = rounded;
            tails[i] = tail - (rounded - quotient);
        }
    }

    /** What a number's k is stored as. */
    public double exponentAt(int place) {
        return exponents[place];
    }

    /** The natural logarithm of a number that is not 0. */
    public ScaledDoubleDouble logarithm(int place) {
        return ScaledDoubleDouble.of(Extended.log(significand(place)))
                .plus(ScaledDoubleDouble.of(exponents[place]).plus(ScaledDoubleDouble.of(exponentTails[place]))
                        .shifted(UNIT_BITS));
    }

    private DoubleDouble significand(int place) {
        return new DoubleDouble(high[place], low[place]);
    }

    private DoubleDouble exponent(int place) {
        return new DoubleDouble(exponents[place], exponentTails[place]);
    }

    private void put(int place, DoubleDouble number, double exponent, double exponentTail) {
        high[place] = number.hi();
        low[place] = number.lo();
        exponents[place] = exponent;
        exponentTails[place] = exponentTail;
        hasTails |= exponentTail != 0;
    }
}
