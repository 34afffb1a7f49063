package dev.nabla.gradcheck;

import java.util.Optional;
import java.util.stream.DoubleStream;

/** All elements are zero. */
record AllZeros() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return DoubleStream.of(mismatch.given()).allMatch(number -> number == 0)
                ? Optional.of(new Diagnosis(Verdict.ZERO,
                        "Every element is 0. Was it never computed, or reset before it was read?"))
                : Optional.empty();
    }
}
