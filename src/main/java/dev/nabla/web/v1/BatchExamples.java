package dev.nabla.web.v1;

import dev.nabla.service.batch.BatchService;
import dev.nabla.web.form.JsonForm;
import dev.nabla.web.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Examples of batches, with the service's answers. */
@Component
public final class BatchExamples {

    private final BatchService batches;
    private final JsonForm form;

    BatchExamples(BatchService batches, JsonForm form) {
        this.batches = batches;
        this.form = form;
    }

    /** Examples of batches. */
    public List<BodyExample> batches() {
        return List.of(new BodyExample("A loss, a formula and an objective", """
                {"requests": [{"loss": "mse", "predictions": [1, 2, 3], "targets": [1, 2, 5]},
                              {"formula": "x^2", "inputs": {"x": [1, 2]}, "reduction": "sum"},
                              {"inputs": {"predictions": [1, 2], "targets": [3, 2]},
                               "terms": [{"loss": "mse"}, {"formula": "predictions^2", "weight": 0.25}]}]}"""),
                new BodyExample("A request that fails for itself", """
                        {"requests": [{"loss": "l1", "predictions": [1, 2], "targets": [2, 1]},
                                      {"loss": "l1", "predictions": [1, 2], "targets": [2, "one"]}]}"""));
    }

    /** The service's answer to an example, as JSON. */
    public String answer(BodyExample example) {
        try {
            return form.text(batches.evaluateAll(form.request(example.body()), Problem::of));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
