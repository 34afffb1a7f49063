package dev.nabla.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A loss as its reference states it, in exact arithmetic. The formula of the loss is all that it must know. */
@FunctionalInterface
public interface Formula {

    /**
     * The terms whose sum is the loss. An answer may be as inexact as its terms are large beside their sum, so a formula
     * is split only where its terms cancel.
     */
    List<BigDecimal> terms(Sample sample, Arithmetic math);

    /** What this value adds to the divisor of a mean. */
    default BigDecimal divisor(Sample sample) {
        return BigDecimal.ONE;
    }

    /** What a mean divides this value by before it averages. */
    default BigDecimal size(Sample sample) {
        return BigDecimal.ONE;
    }

    /** Whether the value is left out as if it were masked. */
    default boolean isIgnored(Sample sample) {
        return false;
    }

    /**
     * A derivative that the reference states by convention, where it is not that of the loss or the loss has none.
     *
     * @param order 1 for the gradient, 2 for the Hessian diagonal
     */
    default Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        return Optional.empty();
    }

    /**
     * The size of the terms of the loss, where some within its terms cancel: those of products of vectors in an exponent, for
     * instance. Elsewhere that of the terms.
     */
    default BigDecimal size(Sample sample, Arithmetic math) {
        return BigDecimal.ZERO;
    }

    /** The size of the terms of a derivative that is stated by convention, where they cancel. */
    default BigDecimal conventionSize(Sample sample, Place place, int order, Arithmetic math) {
        return BigDecimal.ZERO;
    }

    /**
     * The size of the terms of a derivative, where they cancel though those of the loss do not: curvature that changes
     * its sign, for instance. Elsewhere that of the derivatives of the terms of the loss.
     */
    default BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
        return BigDecimal.ZERO;
    }

    /**
     * What exponentials, which may underflow, are multiplied by: no answer is finer than the smallest float64 number
     * times this.
     */
    default BigDecimal coefficient(Sample sample) {
        return BigDecimal.ONE;
    }

    /** A distance over which the loss is smooth in a number: by default as large as the number itself. */
    default BigDecimal scale(Sample sample, Place place) {
        BigDecimal number = sample.at(place);
        return number.signum() == 0 ? BigDecimal.ONE : number.abs();
    }
}
