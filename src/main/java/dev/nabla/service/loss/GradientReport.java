package dev.nabla.service.loss;

import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.Diagnosis;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a gradient check: the caller's gradients, and loss, compared with the exact ones.
 *
 * @param gradients the comparison of each gradient, by input
 * @param isSingle whether the request had one gradient, that of the predictions
 * @param loss the comparison of the loss; {@code null} if it was not sent
 */
public record GradientReport(Map<String, Comparison> gradients, boolean isSingle, @Nullable Comparison loss) {

    public boolean agrees() {
        return parts().values().stream().allMatch(Comparison::agrees);
    }

    /** The diagnosis of the first part that does not agree, or else of the first part. */
    public Diagnosis diagnosis() {
        return parts().entrySet().stream().filter(part -> !part.getValue().agrees()).findFirst()
                .or(() -> parts().entrySet().stream().findFirst())
                .map(part -> named(part.getKey(), part.getValue().diagnosis())).orElseThrow();
    }

    private Diagnosis named(String part, Diagnosis diagnosis) {
        boolean isPlain = (isSingle && loss == null) || agrees();
        return isPlain ? diagnosis : new Diagnosis(diagnosis.verdict(), part + ": " + diagnosis.explanation());
    }

    private Map<String, Comparison> parts() {
        Map<String, Comparison> parts = new LinkedHashMap<>();
        gradients.forEach((input, comparison) -> parts.put(isSingle ? "gradient" : "gradient of " + input, comparison));
        if (loss != null) {
            parts.put("loss", loss);
        }
        return parts;
    }
}
