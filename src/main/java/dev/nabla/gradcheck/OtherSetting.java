package dev.nabla.gradcheck;

import dev.nabla.gradcheck.GradientCheck.Suspect;
import java.util.Optional;

/** The exact numbers of the same request with another reduction, or without an option, weight or mask. */
record OtherSetting() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return mismatch.suspects().get().stream().filter(suspect -> isAnswer(mismatch, suspect)).findFirst()
                .map(suspect -> new Diagnosis(Verdict.WRONG_SETTING,
                        "These are the numbers of the same request " + suspect.mistake() + "."));
    }

    private static boolean isAnswer(Mismatch mismatch, Suspect suspect) {
        return mismatch.numbersOf(suspect.task())
                .filter(numbers -> Tolerance.of(mismatch.tolerance().relative(), numbers)
                        .accepts(mismatch.given(), numbers))
                .isPresent();
    }
}
