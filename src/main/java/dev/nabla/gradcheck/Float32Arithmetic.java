package dev.nabla.gradcheck;

import java.util.Optional;

/** Numbers of float32, or errors as large as those of a step that was computed in float32. */
record Float32Arithmetic() implements Mistake {

    /** More than careful float64 arithmetic leaves, less than a rough formula does. */
    private static final double SMALLEST_ERROR = 1e-9;
    private static final double LARGEST_ERROR = 1e-6;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        if (!FewDigits.isAccurate(mismatch)) {
            return Optional.empty();
        }
        if (Float32Rounding.areFloat32(mismatch.given())) {
            return Optional.of(Float32Rounding.diagnosis(mismatch));
        }
        double error = mismatch.relativeError();
        return error >= SMALLEST_ERROR && error <= LARGEST_ERROR
                ? Optional.of(new Diagnosis(Verdict.FLOAT32, FewDigits.sentence(mismatch)
                        + ", as float32 is: some step was computed in float32. Finite differences look alike."))
                : Optional.empty();
    }
}
