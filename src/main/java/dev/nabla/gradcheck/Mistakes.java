package dev.nabla.gradcheck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The known mistakes, in the order in which they are tried.
 *
 * <p>They are tried with the tolerance of the check first. If none matches, they are tried with a tolerance for the rounding
 * errors of float32, which the numbers may have in addition to a mistake.
 */
final class Mistakes {

    private static final List<Mistake> WITHIN_TOLERANCE = List.of(new NonFiniteElements(), new MaskedElements(),
            new OtherSubgradient(), new AllZeros(), new OppositeSign(), new TargetNotSubtracted(), new KnownFactor(),
            new OtherSetting(), new Float32Rounding(), new DecimalRounding(), new Cancellation(),
            new FiniteDifferences(),
            new Float32Arithmetic(), new FewDigits());

    private static final List<Mistake> WITHIN_FLOAT32 = List.of(new OppositeSign(), new TargetNotSubtracted(),
            new KnownFactor(),
            new OtherSetting(), new WrongOrder(), new SomeSigns(), new ConstantFactor());

    private Mistakes() {}

    /** The diagnosis of the first mistake that matches. */
    static Diagnosis diagnose(Mismatch mismatch) {
        Mismatch loose = mismatch.withFloat32Tolerance();
        return Stream.concat(WITHIN_TOLERANCE.stream().map(mistake -> mistake.recognize(mismatch)),
                WITHIN_FLOAT32.stream().map(mistake -> mistake.recognize(loose)))
                .flatMap(Optional::stream).findFirst().orElseGet(() -> unrecognized(mismatch));
    }

    private static Diagnosis unrecognized(Mismatch mismatch) {
        int differing = mismatch.differing().length;
        String hint = differing < mismatch.given().length
                ? " The others agree: look at what is special about these."
                : " No multiple, setting or order of the exact numbers matches.";
        return new Diagnosis(Verdict.DIFFERENT, mismatch.count(differing) + (differing == 1 ? " differs" : " differ")
                + " from the exact " + (differing == 1 ? "number." : "numbers.") + hint);
    }
}
