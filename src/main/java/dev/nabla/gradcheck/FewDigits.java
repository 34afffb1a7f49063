package dev.nabla.gradcheck;

import dev.nabla.kernel.Elementary;
import java.util.Optional;

/** All elements are accurate to a few digits. */
record FewDigits() implements Mistake {

    private static final double MAX_ERROR = 1e-3;

    private static final double LOG10_E = 0.4342944819032518;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return isAccurate(mismatch)
                ? Optional.of(new Diagnosis(Verdict.FEW_DIGITS, sentence(mismatch) + ". Common causes are finite "
                        + "differences, numbers printed with few digits, and a step in lower precision than float64."))
                : Optional.empty();
    }

    /** Whether at least three digits are correct. */
    static boolean isAccurate(Mismatch mismatch) {
        return mismatch.relativeError() <= MAX_ERROR;
    }

    /** Begins a sentence with the number of correct digits. */
    static String sentence(Mismatch mismatch) {
        double digits = -Elementary.log(mismatch.relativeError()) * LOG10_E;
        return "It is accurate to about " + Math.max(1, Math.round(digits)) + " digits";
    }
}
