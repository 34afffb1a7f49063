package dev.nabla.loss;

/**
 * A loss as a formula. In it, {@code x} stands for predictions and {@code t} for targets; options are parameters.
 *
 * @param naive the formula as textbooks have it
 * @param stable the formula with functions that lose no digits; the same where the naive one loses none
 * @param ulps how far the stable formula may be from the exact answer, in ulps times the condition number of the loss
 */
public record Textbook(String naive, String stable, double ulps) {

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
