package dev.nabla.gradcheck;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The exact numbers, each rounded to float32. */
record Float32Rounding() implements Mistake {

    /** Enough digits to distinguish any two float32 numbers. */
    private static final int FLOAT32_DIGITS = 9;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        return FewDigits.isAccurate(mismatch) && areFloat32(mismatch.given()) && isNearest(mismatch)
                ? Optional.of(diagnosis(mismatch))
                : Optional.empty();
    }

    static Diagnosis diagnosis(Mismatch mismatch) {
        return new Diagnosis(Verdict.FLOAT32, FewDigits.sentence(mismatch) + ", and every element is a float32 number: "
                + "it was computed or stored in float32. If that is intended, set dtype to float32.");
    }

    /** Whether all are float32 numbers, or decimals as a float32 number is printed. */
    static boolean areFloat32(double[] numbers) {
        return DoubleStream.of(numbers).allMatch(number -> (float) number == number || isPrintedFloat32(number));
    }

    private static boolean isPrintedFloat32(double number) {
        BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        int digits = decimal.precision();
        return digits <= FLOAT32_DIGITS && Float.isFinite((float) number)
                && new BigDecimal((float) number).round(new MathContext(digits)).compareTo(decimal) == 0;
    }

    /** Whether each element is within the rounding error of float32. */
    private static boolean isNearest(Mismatch mismatch) {
        double[] given = mismatch.given();
        double[] exact = mismatch.exact();
        return IntStream.range(0, given.length).allMatch(i -> Math.abs(given[i] - exact[i]) <= Math
                .max(0x1.1p-24 * Math.abs(exact[i]), Float.MIN_VALUE));
    }
}
