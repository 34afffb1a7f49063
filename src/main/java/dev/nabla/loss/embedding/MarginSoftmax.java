package dev.nabla.loss.embedding;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Row;

/**
 * The softmax of scaled cosines, of which that of the target class is a double-double. Exponentials are relative to the
 * largest, whose complement is the sum of the others.
 */
final class MarginSoftmax {

    private final int target;
    private final DoubleDouble own;
    private final double scale;
    private final double[] exponentials;
    private final int largest;
    private final DoubleDouble top;
    private final DoubleDouble others;
    private final DoubleDouble sum;

    MarginSoftmax(Row row, int target, DoubleDouble own, double scale) {
        double[] cosines = row.elements(MarginLoss.PREDICTIONS);
        this.target = target;
        this.own = own;
        this.scale = scale;
        this.exponentials = row.scratch(0);
        this.largest = largest(cosines, row.length());
        this.top = cosine(cosines, largest);
        this.others = exponentiate(cosines, row.length());
        this.sum = others.plus(1);
    }

    private DoubleDouble cosine(double[] cosines, int index) {
        return index == target ? own : DoubleDouble.of(cosines[index]);
    }

    private int largest(double[] cosines, int count) {
        int largest = target;
        for (int c = 0; c < count; c++) {
            largest = cosine(cosines, largest).isLessThan(cosine(cosines, c)) ? c : largest;
        }
        return largest;
    }

    /** Writes the exponentials and returns the sum of all but the largest. */
    private DoubleDouble exponentiate(double[] cosines, int count) {
        CompensatedSum total = new CompensatedSum();
        for (int c = 0; c < count; c++) {
            DoubleDouble exponent = cosine(cosines, c).minus(top).times(scale);
            exponentials[c] = c == largest ? 1 : Elementary.exp(exponent.hi(), exponent.lo());
            total.add(c == largest ? 0 : exponentials[c]);
        }
        return total.total();
    }

    DoubleDouble probability(int index) {
        return DoubleDouble.of(exponentials[index]).dividedBy(sum);
    }

    /** One minus the probability of a class. */
    DoubleDouble complement(int index) {
        return (index == largest ? others : sum.minus(exponentials[index])).dividedBy(sum);
    }

    /** The negative log-probability of the target class. */
    DoubleDouble loss() {
        return top.minus(own).times(scale).plus(Elementary.log1p(others.hi(), others.lo()));
    }
}
