package dev.nabla.service.loss;

import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.Verdict;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a gradient check: the caller's gradients, Hessian diagonals and loss, compared with the exact ones.
 *
 * @param gradients the comparison of each gradient, by input
 * @param hessianDiagonals the comparison of each Hessian diagonal, by input
 * @param isSingle whether the request had the numbers of the predictions, and not by input
 * @param loss the comparison of the loss; {@code null} if it was not sent
 */
public record GradientReport(
    Map<String, Comparison> gradients,
    Map<String, Comparison> hessianDiagonals,
    boolean isSingle,
    @Nullable Comparison loss) {

    public boolean agrees() {
        return parts().allMatch(Comparison::agrees);
    }

    /** The verdict on the first part that does not agree. */
    public Verdict verdict() {
        return parts().filter(part -> !part.agrees()).findFirst().map(part -> part.diagnosis().verdict())
                .orElse(Verdict.AGREES);
    }

    private Stream<Comparison> parts() {
        return Stream.of(gradients.values().stream(), hessianDiagonals.values().stream(), Stream.ofNullable(loss))
                .flatMap(part -> part);
    }
}
