package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.objective.ObjectiveAnswer;
import dev.nabla.service.objective.ObjectiveService;
import dev.nabla.web.stream.AnswerLines;
import dev.nabla.web.stream.RequestLines;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Evaluates weighted sums of losses. */
@Tag(name = "objectives", description = "Weighted sums of losses and formulas over the same tensors")
@RestController
@RequestMapping("/v1/objectives")
class ObjectiveController {

    private final ObjectiveService objectives;

    ObjectiveController(ObjectiveService objectives) {
        this.objectives = objectives;
    }

    @Operation(
        operationId = "evaluateObjective",
        summary = "Evaluates a weighted sum of losses",
        description = """
            Adds the `terms`, each a loss of the catalog or a formula, and returns the total, the value of each term, \
            and the gradient of the total with respect to the shared `inputs`. Terms are added in twice float64's \
            precision, and each number is rounded once. A weight is a number, or `{"log_variance": s}`, which adds \
            `e^-s * loss + s` (Kendall and Gal's weighting by learnt uncertainty). With `per_term`, the response has \
            the gradients of each term, their norms and the cosines between them.""")
    @ApiResponse(responseCode = "200", description = "The total, its terms and gradients", content = @Content)
    @PostMapping
    ObjectiveAnswer evaluate(IncomingRequest request) throws IOException {
        return objectives.evaluate(request);
    }

    @Hidden // OpenAPI describes one operation for each path and method
    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    AnswerLines evaluateEach(RequestLines requests) {
        return requests.answeredBy(objectives::evaluate);
    }

    @Operation(
        operationId = "checkObjective",
        summary = "Compares gradients with those of an objective",
        description = """
            Takes the fields of an evaluation and your `gradients` and `loss`, and compares these with the exact ones, \
            as `/v1/losses/{loss}/gradcheck` does.""")
    @ApiResponse(responseCode = "200", description = "The verdict", content = @Content)
    @PostMapping("/gradcheck")
    GradientCheckAnswer check(IncomingRequest request) throws IOException {
        return GradientCheckAnswer.of(objectives.check(request));
    }
}
