package dev.nabla.gradcheck;

import java.util.Optional;
import java.util.stream.IntStream;

/** NaN or infinity where the exact number is finite, or vice versa. */
record NonFiniteElements() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        double[] given = mismatch.given();
        double[] exact = mismatch.exact();
        int[] positions = IntStream.range(0, given.length)
                .filter(i -> !Double.isFinite(given[i]) || !Double.isFinite(exact[i]))
                .filter(i -> Double.compare(given[i], exact[i]) != 0).toArray();
        if (positions.length == 0) {
            return Optional.empty();
        }
        int first = positions[0];
        return Optional.of(new Diagnosis(Verdict.NOT_FINITE,
                "NaN or infinite where the exact number is not, or vice versa, at "
                        + mismatch.count(positions.length) + "; the first is at " + mismatch.indexOf(first) + ": "
                        + given[first] + ", where the exact number is " + exact[first]
                        + ". Common causes are an overflow in exp, the logarithm of 0, and 0 times infinity."));
    }
}
