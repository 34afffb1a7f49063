package dev.nabla.gradcheck;

import java.util.Optional;

/** A gradient that follows another convention at kinks of the loss, and is correct at all other elements. */
record OtherSubgradient() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        int[] differing = mismatch.differing();
        Tolerance float32 = mismatch.tolerance().withRelative(Mismatch.FLOAT32_TOLERANCE);
        boolean isRounding = float32.refused(mismatch.given(), mismatch.exact()).length < differing.length;
        if (!(mismatch.quantity() instanceof Quantity.Gradient(String input)) || isRounding) {
            return Optional.empty();
        }
        OneSidedGradients gradients = new OneSidedGradients(mismatch.task(), input, differing);
        return gradients.explain(mismatch.given(), float32)
                ? Optional.of(diagnosis(mismatch, gradients, differing))
                : Optional.empty();
    }

    private static Diagnosis diagnosis(Mismatch mismatch, OneSidedGradients gradients, int[] differing) {
        int first = differing[0];
        return new Diagnosis(Verdict.KINK, "The gradient is right except at " + mismatch.count(differing.length)
                + ", where the loss has a kink; the first is at " + mismatch.indexOf(first)
                + ", where every number between " + gradients.lower(first) + " and " + gradients.upper(first)
                + " is a subgradient: the convention here is " + mismatch.exact()[first] + ", yours is "
                + mismatch.given()[first] + ".");
    }
}
