package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.batch.BatchAnswer;
import dev.nabla.service.batch.BatchService;
import dev.nabla.web.problem.Problem;
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

/** Evaluates many losses, formulas and objectives in one call. */
@Tag(name = "batches", description = "Many evaluations in one call")
@RestController
@RequestMapping("/v1/batch")
class BatchController {

    private final BatchService batches;

    BatchController(BatchService batches) {
        this.batches = batches;
    }

    @Operation(
        operationId = "evaluateBatch",
        summary = "Evaluates many losses, formulas and objectives",
        description = """
            Each of `requests` is an evaluation that says itself what it evaluates: `loss`, the name of a loss of the \
            catalog, beside the fields of `/v1/losses/{loss}`; or the fields of `/v1/expressions`, with a `formula`; or \
            those of `/v1/objectives`, with `terms`. `results` has an answer to each, in order: that of the same \
            request on its own, or `error` with a problem detail, whose pointers begin with `#/requests/` and the \
            index of the request. The requests are evaluated side by side; memory and work of all of them together \
            are subject to the limits of one request.""")
    @ApiResponse(responseCode = "200", description = "An answer or an error for each request", content = @Content)
    @PostMapping
    BatchAnswer evaluateAll(IncomingRequest batch) throws IOException {
        return batches.evaluateAll(batch, Problem::ofPart);
    }

    @Hidden // OpenAPI describes one operation for each path and method
    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    AnswerLines evaluateEach(RequestLines requests) {
        return requests.answeredBy(batches::evaluate);
    }
}
