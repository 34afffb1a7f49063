package dev.nabla.gradcheck;

import java.util.Optional;
import java.util.stream.DoubleStream;

/** All elements have the right magnitude, some the wrong sign. */
record SomeSigns() implements Mistake {

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        boolean magnitudesAgree = mismatch.tolerance().accepts(magnitudes(mismatch.given()),
                magnitudes(mismatch.exact()));
        int[] differing = mismatch.differing();
        return magnitudesAgree
                ? Optional.of(new Diagnosis(Verdict.WRONG_SIGN, "Every element has the right magnitude, but the sign "
                        + "is wrong at " + mismatch.count(differing.length) + "; the first is at "
                        + mismatch.indexOf(differing[0]) + "."))
                : Optional.empty();
    }

    private static double[] magnitudes(double[] numbers) {
        return DoubleStream.of(numbers).map(Math::abs).toArray();
    }
}
