package dev.nabla.gradcheck;

import dev.nabla.evaluation.ActiveElements;
import java.util.Arrays;
import java.util.Optional;

/** A gradient that is not 0 at masked or ignored elements, and correct at all others. */
record MaskedElements() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        if (mismatch.isLoss() || !mismatch.shape().equals(mismatch.task().firstShape())) {
            return Optional.empty();
        }
        int[] differing = mismatch.differing();
        ActiveElements active = new ActiveElements(mismatch.task());
        return Arrays.stream(differing).anyMatch(active::contains)
                ? Optional.empty()
                : Optional.of(new Diagnosis(Verdict.MASKED, "The gradient is right except at "
                        + mismatch.count(differing.length) + ", masked or ignored, where it must be 0; the first is at "
                        + mismatch.indexOf(differing[0]) + "."));
    }
}
