package dev.nabla.service;

import dev.nabla.catalog.NameResolver;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Suggests known fields for an unknown one. */
public final class Suggestions {

    /** Names of fields in other libraries, and ours, of which the first that a request may have is meant. */
    private static final Map<String, List<String>> EQUIVALENTS = Map.ofEntries(
            // inputs
            Map.entry("input", List.of("predictions")), Map.entry("inputs", List.of("input", "predictions")),
            Map.entry("x", List.of("input", "predictions")), Map.entry("output", List.of("predictions")),
            Map.entry("outputs", List.of("predictions")), Map.entry("y_pred", List.of("predictions")),
            Map.entry("y_hat", List.of("predictions")), Map.entry("y_score", List.of("predictions")),
            Map.entry("preds", List.of("predictions")), Map.entry("pred", List.of("predictions")),
            Map.entry("scores", List.of("predictions")), Map.entry("margins", List.of("predictions")),
            Map.entry("logits", List.of("predictions")), Map.entry("student_logits", List.of("predictions")),
            Map.entry("probabilities", List.of("predictions")), Map.entry("probs", List.of("predictions")),
            Map.entry("log_probs", List.of("predictions")), Map.entry("log_predictions", List.of("predictions")),
            Map.entry("y_true", List.of("targets")), Map.entry("y", List.of("targets")),
            Map.entry("label", List.of("targets")), Map.entry("labels", List.of("targets")),
            Map.entry("truth", List.of("targets")), Map.entry("ground_truth", List.of("targets")),
            Map.entry("teacher_logits", List.of("targets")), Map.entry("variance", List.of("var")),
            Map.entry("log_var", List.of("log_variance")), Map.entry("logvar", List.of("log_variance")),
            Map.entry("mu", List.of("mean")), Map.entry("loc", List.of("mean", "predictions")),
            Map.entry("sigma", List.of("std", "scale")), Map.entry("stddev", List.of("std")),
            Map.entry("total_count", List.of("dispersion")), Map.entry("event_observed", List.of("events")),
            // options of losses
            Map.entry("alpha", List.of("quantile", "expectile", "delta", "negative_slope")),
            Map.entry("tau", List.of("quantile",
                    "expectile", "temperature")),
            Map.entry("q", List.of("quantile")), Map.entry("beta", List.of("delta")),
            Map.entry("delta", List.of("beta", "c")), Map.entry("threshold", List.of("delta", "beta")),
            Map.entry("huber_slope", List.of("delta")), Map.entry("fair_c", List.of("c")),
            Map.entry("f_scale", List.of("c", "delta")), Map.entry("epsilon", List.of("eps", "clip")),
            Map.entry("eps", List.of("epsilon", "clip")), Map.entry("smoothing", List.of("label_smoothing")),
            Map.entry("class_weight", List.of("weight")), Map.entry("class_weights", List.of("weight")),
            Map.entry("weight", List.of("sample_weight")), Map.entry("weights", List.of("weight", "sample_weight")),
            Map.entry("scale_pos_weight", List.of("pos_weight")),
            Map.entry("pos_weight", List.of("scale_pos_weight")), Map.entry("ignore_class", List.of("ignore_index")),
            Map.entry("ignore_label", List.of("ignore_index")), Map.entry("variance_power", List.of("power",
                    "tweedie_variance_power")),
            Map.entry("power", List.of("tweedie_variance_power", "q")), Map.entry("nu", List.of("df")),
            Map.entry("T", List.of("temperature")), Map.entry("log_targets", List.of("log_target")),
            // shared fields
            Map.entry("size_average", List.of("reduction")), Map.entry("reduce", List.of("reduction")),
            Map.entry("dim", List.of("axis")), Map.entry("upstream", List.of("grad_output")),
            Map.entry("upstream_gradient", List.of("grad_output")), Map.entry("grad_outputs", List.of("grad_output")),
            // optimizers
            Map.entry("learning_rate", List.of("lr")), Map.entry("step_size", List.of("lr")),
            Map.entry("eta", List.of("lr")), Map.entry("betas", List.of("beta1", "beta2")),
            Map.entry("beta_1", List.of("beta1")), Map.entry("beta_2", List.of("beta2")),
            Map.entry("b1", List.of("beta1")), Map.entry("b2", List.of("beta2")), Map.entry("rho", List.of("alpha")),
            Map.entry("decay", List.of("alpha", "weight_decay")), Map.entry("l2", List.of("weight_decay")),
            Map.entry("wd", List.of("weight_decay")), Map.entry("params", List.of("parameters")),
            Map.entry("grads", List.of("gradients")), Map.entry("gradient", List.of("gradients")),
            Map.entry("clipnorm", List.of("max_norm")), Map.entry("clip_norm", List.of("max_norm")),
            Map.entry("max_grad_norm", List.of("max_norm")),
            // layers
            Map.entry("kernel", List.of("weight")),
            Map.entry("rate", List.of("p")), Map.entry("strides", List.of("stride")));

    private Suggestions() {}

    /** The message for an unknown field: a suggestion, and the known fields. */
    public static String noSuchField(String owner, String name, Collection<String> known) {
        return owner + " has no such field" + question(name, known).map(question -> "; " + question).orElse(".")
                + " Its fields are " + String.join(", ", known);
    }

    /** A question for the known fields that may be meant by an unknown one. */
    public static Optional<String> question(String name, Collection<String> known) {
        return resolver(known).question(name);
    }

    /** The known field that is most likely meant by an unknown one, if any is near. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return resolver(known).resolve(name).stream().findFirst();
    }

    private static NameResolver resolver(Collection<String> known) {
        Map<String, List<String>> equivalents = new LinkedHashMap<>();
        EQUIVALENTS.forEach((other, ours) -> ours.stream().filter(known::contains).findFirst()
                .ifPresent(first -> equivalents.put(other, List.of(first))));
        return new NameResolver(known, equivalents, List.of());
    }
}
