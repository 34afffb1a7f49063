package dev.nabla.loss.classification;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.Arrays;
import java.util.List;

/**
 * A hinge for every pair of a target class and another class.
 *
 * <p>For a few target classes all pairs are visited. For many, classes are sorted by score: the sum of the hinges of one
 * target class follows from that of the next higher one, and the number of active pairs of a class is a binary search.
 */
@Definition(
    aliases = "multilabel_margin_loss",
    summary = "Multi-label hinge loss: every target class must score 1 more than every other class.",
    formula = "\\frac{1}{C} \\sum_{y \\in Y} \\sum_{i \\notin Y} \\max(0,\\ 1 - (x_y - x_i))",
    gradient = "\\text{each term above 0 adds } \\tfrac{1}{C} \\text{ at } i \\text{ and } -\\tfrac{1}{C} \\text{ at } y",
    hessian = "0",
    edges = {"A row of targets lists the target classes, terminated by -1; everything after the first -1 is ignored.",
            "A class listed twice counts twice. A row without target classes has loss 0.",
            "A pair exactly 1 apart is inactive: it contributes nothing to loss or gradient.",
            "If a target class scores -Infinity, the loss is Infinity; Infinity - Infinity makes the row NaN."},
    references = {"PyTorch MultiLabelMarginLoss"},
    examples = {
            @Example(
                name = "Two samples, four classes",
                body = """
                        {"predictions": [[0.1, 0.2, 0.4, 0.8], [1.0, 0.2, 0.5, 0.7]], "targets": [[3, 0, -1, 1], [1, -1, 0, 2]]}""")})
public record MultilabelMargin() implements RowwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classList("targets", "target class indices, terminated by -1"));

    private static final int PREDICTIONS = 0;
    private static final int TARGETS = 1;

    /** Up to so many target classes, visiting all pairs is at least as fast as sorting. */
    private static final int FEW = 8;

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double evaluate(Row row) {
        row.zero();
        int count = row.length();
        double[] scores = row.elements(PREDICTIONS);
        double[] list = row.elements(TARGETS);
        double[] belongs = row.scratch(0);
        int listed = mark(list, count, belongs);
        double[] pairs = row.scratch(1);
        Arrays.fill(pairs, 0, count, 0);
        CompensatedSum loss = new CompensatedSum();
        if (listed <= FEW) {
            for (int k = 0; k < listed; k++) {
                addPairs((int) list[k], scores, belongs, count, loss, pairs);
            }
        } else {
            SortedPairs sorted = SortedPairs.of(scores, list, listed, belongs, count, row.scratch(2), row.scratch(3));
            sorted.addHinges(loss);
            if (row.gradient(PREDICTIONS) != null) {
                sorted.count(scores, list, belongs, count, pairs);
            }
        }
        if (Double.isNaN(loss.value())) {
            return row.undefined();
        }
        double[] gradient = row.gradient(PREDICTIONS);
        for (int c = 0; gradient != null && c < count; c++) {
            gradient[c] = pairs[c] / count;
        }
        return loss.scaledTotal().dividedBy(DoubleDouble.of((double) count)).value();
    }

    /** Marks the target classes and returns their number. */
    private static int mark(double[] list, int count, double[] belongs) {
        Arrays.fill(belongs, 0, count, 0);
        int listed = 0;
        while (listed < count && list[listed] >= 0) {
            belongs[(int) list[listed]] = 1;
            listed++;
        }
        return listed;
    }

    /** Adds the hinges of a target class; {@code pairs} is the gradient of the sum of all. */
    private static void addPairs(int member, double[] scores, double[] belongs, int count, CompensatedSum loss,
            double[] pairs) {
        for (int i = 0; i < count; i++) {
            if (belongs[i] == 0 && addHinge(scores[i], scores[member], loss)) {
                pairs[i]++;
                pairs[member]--;
            }
        }
    }

    /** Adds the hinge of a pair, if it is active, and returns whether it is. */
    private static boolean addHinge(double other, double member, CompensatedSum sum) {
        DoubleDouble hinge = hinge(other, member);
        if (!isActive(hinge)) {
            return false;
        }
        if (Double.isInfinite(hinge.hi())) {
            sum.add(ScaledDoubleDouble.difference(other, member));
        } else {
            sum.add(hinge);
        }
        return true;
    }

    private static DoubleDouble hinge(double other, double member) {
        return DoubleDouble.difference(other, member).plus(1);
    }

    /** Whether a pair is active; ∞ - ∞ is, so that the loss is NaN. */
    private static boolean isActive(DoubleDouble hinge) {
        return !(hinge.hi() <= 0);
    }

    /**
     * The pairs of a row with its scores in ascending order.
     *
     * @param members the scores of the target classes, once per occurrence in the list
     * @param others the scores of the other classes
     */
    private record SortedPairs(double[] members, int memberCount, double[] others, int otherCount) {

        /** Sorts the scores of a row into two scratch arrays. */
        static SortedPairs of(double[] scores, double[] list, int listed, double[] belongs, int count,
                double[] members, double[] others) {
            for (int k = 0; k < listed; k++) {
                members[k] = scores[(int) list[k]];
            }
            int otherCount = 0;
            for (int i = 0; i < count; i++) {
                if (belongs[i] == 0) {
                    others[otherCount++] = scores[i];
                }
            }
            Arrays.sort(members, 0, listed);
            Arrays.sort(others, 0, otherCount);
            return new SortedPairs(members, listed, others, otherCount);
        }

        /**
         * Adds the hinges of all pairs. From the highest target class down, hinges that are active stay so and grow by the gap
         * between two target classes: nothing is subtracted, so no digits are lost.
         */
        void addHinges(CompensatedSum loss) {
            CompensatedSum ofMember = new CompensatedSum();
            int active = 0;
            for (int k = memberCount - 1; k >= 0; k--) {
                if (active > 0 && members[k] != members[k + 1]) {
                    ofMember.add(ScaledDoubleDouble.difference(members[k + 1], members[k]).times(active));
                }
                while (active < otherCount && addHinge(others[otherCount - 1 - active], members[k], ofMember)) {
                    active++;
                }
                loss.add(ofMember.scaledTotal());
            }
        }

        /** Counts the active pairs of each class, negative for target classes: the gradient of the sum of the hinges. */
        void count(double[] scores, double[] list, double[] belongs, int count, double[] pairs) {
            for (int i = 0; i < count; i++) {
                if (belongs[i] == 0) {
                    pairs[i] = activeMembers(scores[i]);
                }
            }
            for (int k = 0; k < memberCount; k++) {
                int member = (int) list[k];
                pairs[member] -= activeOthers(scores[member]);
            }
        }

        private int activeMembers(double other) {
            int from = 0;
            int to = memberCount;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (isActive(hinge(other, members[middle]))) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from;
        }

        private int activeOthers(double member) {
            int from = 0;
            int to = otherCount;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (isActive(hinge(others[middle], member))) {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            return otherCount - from;
        }
    }
}
