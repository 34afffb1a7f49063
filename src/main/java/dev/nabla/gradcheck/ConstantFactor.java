package dev.nabla.gradcheck;

import java.util.Optional;
import java.util.stream.IntStream;

/** The exact numbers times a factor of unknown origin; requires exact numbers of different magnitudes. */
record ConstantFactor() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        double[] exact = mismatch.exact();
        int largest = mismatch.largestExact();
        double factor = mismatch.given()[largest] / exact[largest];
        boolean magnitudesVary = IntStream.range(0, exact.length).anyMatch(i -> exact[i] != 0
                && !mismatch.tolerance().accepts(Math.abs(exact[i]), Math.abs(exact[largest])));
        return magnitudesVary && factor != 0 && mismatch.isMultiple(factor)
                ? Optional.of(new Diagnosis(Verdict.WRONG_FACTOR, new Factor(factor).sentence()
                        + "the direction is right, a constant factor is not."))
                : Optional.empty();
    }
}
