package dev.nabla.web.v1;

import dev.nabla.service.objective.ObjectiveService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Examples of objectives, with the service's answers. */
@Component
public final class ObjectiveExamples {

    private final ObjectiveService objectives;
    private final JsonForm form;

    ObjectiveExamples(ObjectiveService objectives, JsonForm form) {
        this.objectives = objectives;
        this.form = form;
    }

    /** Examples of evaluations. */
    public List<BodyExample> evaluations() {
        return List.of(new BodyExample("A variational autoencoder: reconstruction, KL divergence and decay",
                """
                {"inputs": {"x": [[0, 1]], "x_hat": [[0.25, 0.5]], "mu": [[0.5, -1]], "log_var": [[0, 0.5]]},
                 "terms": [{"name": "reconstruction", "loss": "binary_cross_entropy",
                            "inputs": {"predictions": "x_hat", "targets": "x"}, "reduction": "sum"},
                           {"name": "kl", "loss": "gaussian_kl", "inputs": {"mean": "mu", "log_variance": "log_var"},
                            "reduction": "sum", "weight": 0.5},
                           {"name": "decay", "formula": "square(mu)", "reduction": "sum", "weight": 0.125}]}"""),
                new BodyExample("Two tasks with learnt weights (Kendall and Gal 2018), and where they fight",
                        """
                        {"inputs": {"depth": [1.5, 2], "true_depth": [1, 2.5], "logits": [[2, 0], [1, 1]], "classes": [0, 1],
                                    "s_depth": 0.25, "s_classes": -0.5},
                         "terms": [{"name": "depth", "loss": "l1", "inputs": {"predictions": "depth", "targets": "true_depth"},
                                    "weight": {"log_variance": "s_depth"}},
                                   {"name": "classes", "loss": "cross_entropy",
                                    "inputs": {"predictions": "logits", "targets": "classes"},
                                    "weight": {"log_variance": "s_classes"}},
                                   {"name": "agreement", "formula": "(depth - logits[:, 0])^2", "weight": 0.5}],
                         "per_term": true}"""));
    }

    /** Examples of gradient checks. */
    public List<BodyExample> gradientChecks() {
        return List.of(new BodyExample("A gradient without that of the penalty", """
                {"inputs": {"predictions": [1, 2], "targets": [3, 2]},
                 "terms": [{"loss": "mse"}, {"formula": "predictions^2", "reduction": "sum", "weight": 0.25}],
                 "gradients": {"predictions": [-2, 0]}, "loss": 3.25}"""));
    }

    /** The service's answer to an example of {@link #evaluations}, as JSON. */
    public String answerToEvaluation(BodyExample example) {
        try {
            return form.text(objectives.evaluate(form.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's answer to an example of {@link #gradientChecks}, as JSON. */
    public String answerToGradientCheck(BodyExample example) {
        try {
            return form.text(GradientCheckAnswer.of(objectives.check(form.request(example.body()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
