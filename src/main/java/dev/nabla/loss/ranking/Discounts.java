package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import java.util.stream.IntStream;

/** The discounts 1/log₂(1 + r) of ranks r, which start at 1. */
final class Discounts {

    private static final DoubleDouble[] FIRST = IntStream.range(0, 1024).mapToObj(i -> computed(i + 1))
            .toArray(DoubleDouble[]::new);

    private Discounts() {}

    /** The discount of a rank between integers. */
    static DoubleDouble of(DoubleDouble rank) {
        return Extended.LOG_TWO.dividedBy(Extended.log1p(rank));
    }

    /** The discount of a rank, within 2⁻⁹⁰ of itself: discounts of neighbors are nearly the same. */
    static DoubleDouble of(int rank) {
        return rank <= FIRST.length ? FIRST[rank - 1] : computed(rank);
    }

    /** With the logarithm l of y to fewer digits, log y is l + log(y·e^−l). */
    private static DoubleDouble computed(int rank) {
        double log = Extended.log(1.0 + rank).hi();
        DoubleDouble rest = Extended.preciseExp(-log).toDoubleDouble().times(1.0 + rank).minus(1);
        return Extended.LOG_TWO.dividedBy(rest.minus(rest.squared().half()).plus(log));
    }
}
