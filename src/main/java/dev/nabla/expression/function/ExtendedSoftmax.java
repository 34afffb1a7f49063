package dev.nabla.expression.function;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/**
 * The softmax of a row with more digits.
 *
 * @param largest the largest element
 * @param exponentials those of the elements less the largest
 * @param others the sum of the exponentials but that of the largest element, which is 1
 */
record ExtendedSoftmax(ScaledDoubleDouble[] row, int largest, ScaledDoubleDouble[] exponentials, ScaledDoubleDouble others) {

    static ExtendedSoftmax of(ScaledDoubleDouble... row) {
        int largest = 0;
        for (int i = 1; i < row.length; i++) {
            largest = row[largest].isLessThan(row[i]) ? i : largest;
        }
        ScaledDoubleDouble[] exponentials = new ScaledDoubleDouble[row.length];
        ScaledDoubleDouble others = ScaledDoubleDouble.ZERO;
        for (int i = 0; i < row.length; i++) {
            exponentials[i] = ScaledElementary.exp(row[i].minus(row[largest]));
            others = i == largest ? others : others.plus(exponentials[i]);
        }
        return new ExtendedSoftmax(row, largest, exponentials, others);
    }

    ScaledDoubleDouble logSum() {
        return row[largest].plus(ScaledElementary.log1p(others));
    }

    ScaledDoubleDouble logProbability(int index) {
        return row[index].minus(row[largest]).minus(ScaledElementary.log1p(others));
    }

    ScaledDoubleDouble probability(int index) {
        return exponentials[index].dividedBy(others.plus(ScaledDoubleDouble.ONE));
    }

    /** 1 less the probability. */
    ScaledDoubleDouble complement(int index) {
        ScaledDoubleDouble rest = index == largest
                ? others
                : others.plus(ScaledDoubleDouble.ONE).minus(exponentials[index]);
        return rest.dividedBy(others.plus(ScaledDoubleDouble.ONE));
    }
}
