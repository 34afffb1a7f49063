package dev.nabla.oracle;

/**
 * Limits the work spent on the exact answer to a task. The work is counted, not timed, so that every machine gives up on
 * the same tasks; the limit is a second or two, a hundred times what most tasks need.
 */
final class WorkBudget {

    private static final double LIMIT = 1e8;

    private double done;

    /** Adds a function that is computed to some digits. */
    void add(double digits) {
        spend(digits * Math.sqrt(digits));
    }

    /** Adds a number of some digits that is taken as it is. */
    void read(double digits) {
        spend(digits);
    }

    private void spend(double steps) {
        done += steps;
        if (done > LIMIT) {
            throw new NoExactAnswerException("the exact answer takes too much work");
        }
    }
}
