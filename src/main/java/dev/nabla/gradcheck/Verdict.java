package dev.nabla.gradcheck;

import java.util.Locale;

/** What a caller's numbers look like beside the exact ones. */
public enum Verdict {
    /** Every number is within the tolerance. */
    AGREES("within the tolerance"),
    /** NaN or an infinity where the exact number is finite, or the other way round. */
    NOT_FINITE("NaN or an infinity in the wrong place"),
    /** Nothing but zeros. */
    ZERO("nothing but zeros"),
    /** Something flows to what is masked or ignored, and all else is right. */
    MASKED("not 0 where masked or ignored"),
    /** Another value at a kink, where the loss has several slopes, and all else is right. */
    KINK("another choice at a kink"),
    /** The right size, the wrong sign. */
    WRONG_SIGN("the wrong sign"),
    /** A multiple of the exact numbers. */
    WRONG_FACTOR("a wrong factor"),
    /** The exact numbers of a request with another setting. */
    WRONG_SETTING("a setting left out"),
    /** Right to the digits of float32. */
    FLOAT32("float32 accuracy only"),
    /** Right but for rounding errors that a difference of nearly equal numbers brought to light. */
    CANCELLATION("digits lost in a difference"),
    /** Right to a few digits. */
    FEW_DIGITS("few digits right"),
    /** The right numbers in other places. */
    WRONG_PLACE("the right numbers in other places"),
    /** None of these. */
    DIFFERENT("different");

    private final String summary;

    Verdict(String summary) {
        this.summary = summary;
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
