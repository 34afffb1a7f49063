package dev.nabla.gradcheck;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The exact numbers, each rounded or cut off at the same decimal place or after the same number of digits. */
record DecimalRounding() implements Mistake {

    /** With more digits than this, decimals are as good as float64. */
    private static final int MAX_DIGITS = 15;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        double[] given = mismatch.given();
        double[] exact = mismatch.exact();
        boolean areDecimals = Arrays.stream(given)
                .allMatch(number -> Double.isFinite(number) && decimal(number).precision() <= MAX_DIGITS);
        return areDecimals && Arrays.stream(exact).allMatch(Double::isFinite)
                ? candidates(given).filter(candidate -> candidate.explains(given, exact)).findFirst()
                        .map(DecimalRounding::diagnosis)
                : Optional.empty();
    }

    private static Diagnosis diagnosis(Candidate candidate) {
        return new Diagnosis(Verdict.ROUNDED, "Every element is the exact number, " + candidate.description()
                + ", as when it was printed or typed. Send all digits; a float64 number has up to 17.");
    }

    private static BigDecimal decimal(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros();
    }

    /** The exponent of the first digit. */
    private static int exponent(double number) {
        BigDecimal decimal = decimal(number);
        return decimal.precision() - decimal.scale() - 1;
    }

    private static Stream<Candidate> candidates(double[] given) {
        int places = Math.max(0, Arrays.stream(given).mapToInt(number -> decimal(number).scale()).max().orElse(0));
        int digits = Arrays.stream(given).mapToInt(number -> decimal(number).precision()).max().orElse(0);
        String toPlaces = places + (places == 1 ? " decimal place" : " decimal places");
        String toDigits = digits + " significant digits";
        return digits < 2
                ? Stream.empty()
                : Stream.of(new Candidate("rounded to " + toPlaces, _ -> -places, false),
                        new Candidate("rounded to " + toDigits, exact -> exponent(exact) - digits + 1, false),
                        new Candidate("cut off after " + toPlaces, _ -> -places, true),
                        new Candidate("cut off after " + toDigits, exact -> exponent(exact) - digits + 1, true));
    }

    /**
     * A way to shorten a number.
     *
     * @param description completes "the exact number, …"
     * @param lastExponent the exponent of the last digit that is kept
     * @param isCutOff whether the digits after it are dropped, not rounded
     */
    private record Candidate(String description, DoubleToIntFunction lastExponent, boolean isCutOff) {

        /** For ties, and numbers that were nearly ties before they were rounded. */
        private static final double SLACK = 1e-6;

        boolean explains(double[] given, double[] exact) {
            return IntStream.range(0, given.length).allMatch(i -> explains(given[i], exact[i]));
        }

        private boolean explains(double given, double exact) {
            double unit = Double.parseDouble("1e" + lastExponent.applyAsInt(exact));
            double dropped = (exact - given) / unit;
            return isCutOff
                    ? dropped * Math.signum(exact) >= -SLACK && Math.abs(dropped) < 1 + SLACK
                    : Math.abs(dropped) <= 0.5 + SLACK;
        }
    }
}
