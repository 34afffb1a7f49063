package dev.nabla.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests known names for an unknown one. */
public final class Suggestions {

    /** Names of other libraries for our fields. */
    private static final Map<String, String> EQUIVALENTS = Map.ofEntries(Map.entry("y_pred", "predictions"),
            Map.entry("y_true", "targets"), Map.entry("input", "predictions"), Map.entry("inputs", "predictions"),
            Map.entry("output", "predictions"), Map.entry("outputs", "predictions"),
            Map.entry("logits", "predictions"), Map.entry("probabilities", "predictions"),
            Map.entry("preds", "predictions"), Map.entry("label", "targets"), Map.entry("labels", "targets"),
            Map.entry("class_weight", "weight"), Map.entry("class_weights", "weight"),
            Map.entry("ignore_class", "ignore_index"), Map.entry("size_average", "reduction"),
            Map.entry("reduce", "reduction"), Map.entry("upstream", "grad_output"),
            Map.entry("upstream_gradient", "grad_output"), Map.entry("variance", "var"),
            Map.entry("epsilon", "eps"), Map.entry("alpha", "delta"), Map.entry("huber_slope", "delta"));

    /** Longer names are not typing errors, and comparing them would take long. */
    private static final int MAX_LENGTH = 64;

    private Suggestions() {}

    /** The message for an unknown field: a suggestion, and the known fields. */
    public static String noSuchField(String owner, String name, Collection<String> known) {
        return owner + " has no such field"
                + nearest(name, known).map(near -> "; did you mean " + near + "?").orElse(".")
                + " Its fields are " + String.join(", ", known);
    }

    /** The known name that is nearest to a misspelled one, if any is near. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        String equivalent = EQUIVALENTS.get(name);
        if (equivalent != null && known.contains(equivalent)) {
            return Optional.of(equivalent);
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var distance = LevenshteinDistance.getDefaultInstance();
        return known.stream().min(Comparator.comparing(candidate -> distance.apply(name, candidate)))
                .filter(candidate -> distance.apply(name, candidate) <= Math.max(2, candidate.length() / 2));
    }
}
