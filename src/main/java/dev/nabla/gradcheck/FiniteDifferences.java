package dev.nabla.gradcheck;

import dev.nabla.gradcheck.DifferenceQuotients.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Difference quotients of the loss in place of its derivatives. */
record FiniteDifferences() implements Mistake {

    /** Steps in common use, in ascending order: powers of ten, and the square and cube root of the float64 epsilon. */
    private static final double[] STEPS = {1e-10, 1e-9, 1e-8, 0x1p-26, 1e-7, 1e-6, 0x1.965fea53d6e3dp-18, 1e-5, 1e-4,
            1e-3, 1e-2, 1e-1};

    private static final double MAX_ERROR = 0.1;

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        if (!(mismatch.quantity() instanceof Quantity.Gradient(String input)) || mismatch.relativeError() > MAX_ERROR) {
            return Optional.empty();
        }
        DifferenceQuotients quotients = new DifferenceQuotients(mismatch, input);
        List<Candidate> candidates = quotients.isDefined() ? candidates().toList() : List.of();
        return candidates.stream().filter(each -> quotients.haveTruncationErrorOf(each.scheme(), each.step()))
                .findFirst()
                .or(() -> candidates.stream().filter(each -> quotients.areMultiplesOf(each.scheme(), each.step()))
                        .findFirst())
                .map(each -> diagnosis(mismatch, each));
    }

    private record Candidate(Scheme scheme, double step) {}

    private static Stream<Candidate> candidates() {
        return DoubleStream.of(STEPS).boxed()
                .flatMap(step -> Arrays.stream(Scheme.values()).map(scheme -> new Candidate(scheme, step)));
    }

    private static Diagnosis diagnosis(Mismatch mismatch, Candidate candidate) {
        String step = Double.toString(candidate.step()).replace(".0E", "e").replace('E', 'e');
        return new Diagnosis(Verdict.FINITE_DIFFERENCES, FewDigits.sentence(mismatch) + ", like "
                + candidate.scheme().description() + " with a step of " + step
                + ": the errors are their truncation and rounding.");
    }
}
