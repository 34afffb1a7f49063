package dev.nabla.gradcheck;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** All elements are float32 numbers, or have errors like those of a computation in float32. */
record Float32Arithmetic() implements Mistake {

    /** Above the errors of careful float64 arithmetic, below those of an inaccurate formula. */
    private static final double MIN_ERROR = 1e-9;
    private static final double MAX_ERROR = 1e-6;

    /** Every decimal with this many digits survives float32. */
    private static final int SHORT_DECIMAL = 6;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        if (!FewDigits.isAccurate(mismatch)) {
            return Optional.empty();
        }
        if (Float32Rounding.areFloat32(mismatch.given()) && hasManyDigits(mismatch.given())) {
            return Optional.of(Float32Rounding.diagnosis(mismatch));
        }
        double error = mismatch.relativeError();
        return error >= MIN_ERROR && error <= MAX_ERROR
                ? Optional.of(new Diagnosis(Verdict.FLOAT32, FewDigits.sentence(mismatch)
                        + ", like float32: some step was computed in float32."))
                : Optional.empty();
    }

    /** Whether there are more digits than fit into every float32 number: shorter decimals are no sign of float32. */
    private static boolean hasManyDigits(double[] numbers) {
        return DoubleStream.of(numbers).anyMatch(
                number -> BigDecimal.valueOf(number).stripTrailingZeros().precision() > SHORT_DECIMAL);
    }
}
