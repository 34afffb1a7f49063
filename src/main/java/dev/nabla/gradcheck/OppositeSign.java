package dev.nabla.gradcheck;

import java.util.Optional;

/** All elements have the wrong sign. */
record OppositeSign() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return mismatch.isMultiple(-1)
                ? Optional.of(new Diagnosis(Verdict.WRONG_SIGN, "Every element has the right magnitude and the wrong "
                        + "sign. Common causes are target minus prediction, and a loss that is to be maximized."))
                : Optional.empty();
    }
}
