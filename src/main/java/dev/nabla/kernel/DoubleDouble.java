package dev.nabla.kernel;

/**
 * An unevaluated sum {@code hi + lo} of two float64 numbers, {@code hi} being that sum rounded: about 106 bits.
 *
 * <p>
 * For finite numbers away from overflow and underflow; each operation is good to a few units of 2⁻¹⁰⁴ relative, a sum
 * whose terms cancel excepted.
 */
record DoubleDouble(double hi, double lo) {

    static DoubleDouble sum(double a, double b) {
        double s = a + b;
        return new DoubleDouble(s, ErrorFree.sumError(a, b, s));
    }

    /** The sum of a and a b that is no larger (Dekker's Fast2Sum). */
    static DoubleDouble normalised(double a, double b) {
        double s = a + b;
        return new DoubleDouble(s, b - (s - a));
    }

    static DoubleDouble product(double a, double b) {
        double p = a * b;
        return new DoubleDouble(p, ErrorFree.productError(a, b, p));
    }

    DoubleDouble plus(double addend) {
        DoubleDouble s = sum(hi, addend);
        return normalised(s.hi, s.lo + lo);
    }

    DoubleDouble plus(DoubleDouble addend) {
        DoubleDouble s = sum(hi, addend.hi);
        return normalised(s.hi, s.lo + (lo + addend.lo));
    }

    DoubleDouble times(double factor) {
        DoubleDouble p = product(hi, factor);
        return normalised(p.hi, Math.fma(lo, factor, p.lo));
    }

    DoubleDouble times(DoubleDouble factor) {
        DoubleDouble p = product(hi, factor.hi);
        return normalised(p.hi, Math.fma(hi, factor.lo, Math.fma(lo, factor.hi, p.lo)));
    }
}
