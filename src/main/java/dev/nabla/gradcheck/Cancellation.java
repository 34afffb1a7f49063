package dev.nabla.gradcheck;

import java.util.Optional;
import java.util.stream.IntStream;

/** Cancellation: small elements have the rounding errors of large terms that were subtracted. */
record Cancellation() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return !mismatch.isLoss() && FewDigits.isAccurate(mismatch) && isRoundingOfTerms(mismatch)
                ? Optional.of(new Diagnosis(Verdict.CANCELLATION, FewDigits.sentence(mismatch) + " only, where it is "
                        + "small: the rounding errors of float64 in a difference of nearly equal numbers, such as "
                        + "1 - p. A formula without the difference keeps these digits."))
                : Optional.empty();
    }

    /** Whether the largest error is like a rounding error of terms of magnitude 1, scaled like the gradient. */
    private static boolean isRoundingOfTerms(Mismatch mismatch) {
        double[] given = mismatch.given();
        double[] exact = mismatch.exact();
        double scale = scale(mismatch);
        double largest = IntStream.range(0, given.length).mapToDouble(i -> Math.abs(given[i] - exact[i])).max()
                .orElse(0);
        return largest >= 0x1p-56 * scale && largest <= 0x1p-49 * scale;
    }

    /** The factor of each value's gradient: the upstream gradient divided by the divisor of the reduction. */
    private static double scale(Mismatch mismatch) {
        return Math.abs(mismatch.upstream()) / mismatch.divisor();
    }
}
