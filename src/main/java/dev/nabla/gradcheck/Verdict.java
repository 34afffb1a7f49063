package dev.nabla.gradcheck;

import java.util.Locale;

/** The result of comparing a caller's numbers with the exact ones. */
public enum Verdict {
    /** Every number is within the tolerance. */
    AGREES("within the tolerance"),
    /** NaN or infinity where the exact number is finite, or vice versa. */
    NOT_FINITE("NaN or an infinity in the wrong place"),
    /** All zeros. */
    ZERO("all zeros"),
    /** Not 0 at masked or ignored elements, correct at all others. */
    MASKED("not 0 at masked or ignored elements"),
    /** Another subgradient at a kink of the loss, correct at all other elements. */
    KINK("another subgradient at a kink"),
    /** The right magnitude, the wrong sign. */
    WRONG_SIGN("the wrong sign"),
    /** A multiple of the exact numbers. */
    WRONG_FACTOR("a wrong factor"),
    /** The exact numbers of the same request with another setting. */
    WRONG_SETTING("the numbers of another setting"),
    /** A softmax or sigmoid without the target subtracted from it; more generally, the gradient for targets of 0. */
    TARGET_NOT_SUBTRACTED("the target was not subtracted"),
    /** Accurate to float32 precision. */
    FLOAT32("float32 precision only"),
    /** The exact numbers, rounded to a few decimal digits. */
    ROUNDED("rounded to a few decimal digits"),
    /** Difference quotients of the loss. */
    FINITE_DIFFERENCES("made by finite differences"),
    /** Accurate except for the rounding errors of a difference of nearly equal numbers. */
    CANCELLATION("digits lost by cancellation"),
    /** Accurate to a few digits. */
    FEW_DIGITS("accurate to a few digits"),
    /** The right numbers in the wrong places. */
    WRONG_PLACE("the right numbers in the wrong places"),
    /** Wrong in another way. */
    DIFFERENT("wrong in another way");

    private final String summary;

    Verdict(String summary) {
        this.summary = summary;
    }

    /** Whether the numbers are right but imprecise, so that a wider tolerance accepts them. */
    public boolean isImprecision() {
        return switch (this) {
            case FLOAT32, ROUNDED, FINITE_DIFFERENCES, CANCELLATION, FEW_DIGITS -> true;
            default -> false;
        };
    }

    /** The name on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it means, in a few words. */
    public String summary() {
        return summary;
    }
}
