package dev.nabla.gradcheck;

import dev.nabla.evaluation.ActiveElements;
import dev.nabla.evaluation.Task;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The exact numbers times a factor that is easily forgotten or applied twice, possibly with the wrong sign. */
record KnownFactor() implements Mistake {

    /** A factor, and a clause that explains it. */
    private record Candidate(double factor, String origin) {}

    @Override
    public Optional<Diagnosis> recognize(Mismatch mismatch) {
        List<Candidate> candidates = candidates(mismatch);
        return recognize(mismatch, candidates, 1, "").or(
                () -> recognize(mismatch, candidates, -1, " The sign is wrong too."));
    }

    private static Optional<Diagnosis> recognize(Mismatch mismatch, List<Candidate> candidates, int sign,
            String remark) {
        List<Candidate> matching = candidates.stream()
                .filter(candidate -> candidate.factor() != 1 && mismatch.isMultiple(sign * candidate.factor()))
                .toList();
        return matching.isEmpty()
                ? Optional.empty()
                : Optional.of(new Diagnosis(Verdict.WRONG_FACTOR,
                        new Factor(sign * matching.getFirst().factor()).sentence() + matching.stream()
                                .map(Candidate::origin).distinct().collect(Collectors.joining("; or ")) + "."
                                + remark));
    }

    private static List<Candidate> candidates(Mismatch mismatch) {
        Task task = mismatch.task();
        List<Candidate> candidates = new ArrayList<>(
                task.isMeanOfSamples() ? samples(task) : divisors(task, mismatch.divisor()));
        if (!mismatch.isLoss()) {
            candidates.add(
                    new Candidate(2, "it has an extra factor 2, as from the derivative of a square without its 1/2"));
            candidates.add(new Candidate(0.5, "a factor 2 is missing, as from the derivative of a square"));
        }
        Tensor upstream = task.gradOutput();
        if (upstream != null && upstream.shape().rank() == 0) {
            candidates.add(new Candidate(1 / upstream.get(0), "grad_output was left out"));
            candidates.add(new Candidate(upstream.get(0), "grad_output was applied twice"));
        }
        return candidates;
    }

    /** A mean over samples of which only the mean of each was taken; their own divisors differ. */
    private static List<Candidate> samples(Task task) {
        int samples = new ActiveElements(task).activeSamples();
        return List.of(new Candidate(samples, "the division by the number of samples, " + samples + ", is missing"));
    }

    /** A division by a wrong number, a missing division, or two of them. */
    private static List<Candidate> divisors(Task task, double divisor) {
        String reduction = "reduction " + task.reduction().label();
        String expected = divisor == 1
                ? "where " + reduction + " does not divide"
                : "where " + reduction + " divides by " + Factor.decimal(divisor);
        List<Candidate> candidates = new ArrayList<>();
        for (WrongDivisor wrong : WrongDivisor.of(task)) {
            candidates.add(new Candidate(divisor / wrong.value(), "it was divided by the " + wrong.description() + ", "
                    + Factor.decimal(wrong.value()) + ", " + expected));
        }
        if (divisor != 1) {
            candidates.add(new Candidate(divisor, "the division by " + Factor.decimal(divisor) + " of " + reduction
                    + " is missing, as if it were sum"));
            candidates
                    .add(new Candidate(1 / divisor, "the division by " + Factor.decimal(divisor) + " was done twice"));
        }
        return candidates.stream().filter(candidate -> Double.isFinite(candidate.factor())).toList();
    }
}
