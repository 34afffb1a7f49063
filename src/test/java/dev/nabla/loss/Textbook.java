package dev.nabla.loss;

/**
 * A loss in the language of formulas. In it, {@code x} stands for predictions and {@code t} for targets; options are parameters.
 * Those of rowwise losses are of matrices whose rows are samples, and of class indices: ROWS and CLASSES stand for the sizes of the
 * axes, FROM_0 and FROM_1 for the numbers of the classes.
 *
 * @param naive the formula as textbooks have it
 * @param stable the formula with functions that lose no digits; the same where the naive one loses none
 * @param ulps how far the stable formula may be from the exact answer, in ulps times the condition number of the loss
 */
public record Textbook(String naive, String stable, double ulps) {

    /** The margin of a score x by the sign of its label t. */
    public static final String MARGIN = "z = where(t > 0, x, -x)\n";

    /** Targets, one-hot. */
    public static final String ONE_HOT = "q = one_hot(t, CLASSES)\n";

    /** Probabilities, as textbooks have them. */
    public static final String SOFTMAX = "p = exp(x)/sum(exp(x), axis=1, keepdims=true)\n";

    /** Those of the targets. */
    public static final String TARGET_PROBABILITY = SOFTMAX + "y = pick(p, t)\n";

    /** Their logarithms. */
    public static final String TARGET_LOG_PROBABILITY = "l = pick(log_softmax(x), t)\n";

    private static final double FEW_ULPS = 8;

    /** A formula that loses no digits as it is. */
    public static Textbook formula(String naive) {
        return new Textbook(naive, naive, FEW_ULPS);
    }

    /** With another formula that loses fewer digits. */
    public Textbook stable(String better) {
        return new Textbook(naive, better, ulps);
    }

    /** With so many ulps that the formulas lose, though their functions are stable, and why. */
    public Textbook losing(double most, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a formula loses digits for a reason");
        }
        return new Textbook(naive, stable, most);
    }
}
