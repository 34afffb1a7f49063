package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;

/**
 * A residual d and the scale c of a loss that depends on d/c. Both are available relative to the larger of the two, so
 * that formulas need not square values that may overflow or underflow.
 *
 * @param size |d|
 * @param scale c
 * @param isInside whether |d| &lt; c; NaN is inside, so that formulas propagate it
 * @param ratio the smaller of |d| and c, divided by the larger
 */
record ScaledResidual(DoubleDouble size, double scale, boolean isInside, DoubleDouble ratio) {

    static ScaledResidual of(double residual, double tail, double scale) {
        DoubleDouble size = new DoubleDouble(residual, tail).abs();
        boolean isInside = size.isLessThan(scale) || Double.isNaN(residual);
        DoubleDouble ratio = isInside ? size.dividedBy(scale) : DoubleDouble.of(scale).dividedBy(size);
        return new ScaledResidual(size, scale, isInside, ratio);
    }

    DoubleDouble smaller() {
        return isInside ? size : DoubleDouble.of(scale);
    }

    DoubleDouble larger() {
        return isInside ? DoubleDouble.of(scale) : size;
    }

    /** |d| relative to the larger. */
    DoubleDouble relativeSize() {
        return isInside ? ratio : DoubleDouble.ONE;
    }

    /** c relative to the larger. */
    DoubleDouble relativeScale() {
        return isInside ? DoubleDouble.ONE : ratio;
    }

    /** d² + c² relative to the larger's square: between 1 and 2. */
    DoubleDouble squares() {
        return ratio.squared().plus(1);
    }

    /** The root of d² + c² relative to the larger. */
    DoubleDouble root() {
        return squares().squareRoot();
    }

    /** c divided by the root of d² + c², which is 1/√(1 + (d/c)²). */
    DoubleDouble cosine() {
        return relativeScale().dividedBy(root());
    }

    /** |d|/c. */
    DoubleDouble quotient() {
        return isInside ? ratio : size.dividedBy(scale);
    }

    /** (d/c)². It may overflow. */
    DoubleDouble square() {
        return quotient().squared();
    }

    /** c²/2 · f, for a value f between 0 and (d/c)² that equals (d/c)² where that is tiny. */
    double halfSquareOfScaleTimes(double f) {
        if (!isInside) {
            return DoubleDouble.product(0.5 * scale, f).times(scale).value();
        }
        DoubleDouble share = f == 0 ? DoubleDouble.ONE : DoubleDouble.of(f).dividedBy(square());
        return size.half().times(share).times(size).value();
    }

    /** c² − d² relative to the larger's square, at full precision where |d| is near c. */
    DoubleDouble differenceOfSquares() {
        DoubleDouble difference = Double.isInfinite(size.hi())
                ? DoubleDouble.ONE.negated()
                : DoubleDouble.of(scale).minus(size).dividedBy(larger());
        return ratio.plus(1).times(difference);
    }

    /**
     * 1 − (k + 1)·(d/c)² for a power of two k. It keeps most of its digits near 0 for float64 d and c: it is computed
     * from exact products rather than a rounded quotient.
     */
    DoubleDouble oneMinusSquareAnd(int k) {
        if (!isInside) {
            return square().times(-1 - k).plus(1);
        }
        double unit = Math.scalb(1.0, -Math.getExponent(scale));
        DoubleDouble scaleSquare = DoubleDouble.product(scale * unit, scale * unit);
        DoubleDouble sizeSquare = size.times(unit).squared();
        return scaleSquare.minus(sizeSquare.times(k)).minus(sizeSquare).dividedBy(scaleSquare);
    }
}
