package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.expression.ExpressionAnswer;
import dev.nabla.service.expression.ExpressionService;
import dev.nabla.web.plot.CurvePlot;
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

/** Evaluates losses that callers write as formulas. */
@Tag(name = "formulas", description = "Losses of one's own: formulas, with exact gradients")
@RestController
@RequestMapping("/v1/expressions")
class ExpressionController {

    private final ExpressionService expressions;

    ExpressionController(ExpressionService expressions) {
        this.expressions = expressions;
    }

    @Operation(
        operationId = "evaluateExpression",
        summary = "Evaluates a formula",
        description = """
            Computes the loss that `formula` describes and its gradients. A formula is definitions, one a line, and \
            then the unreduced loss: `d = predictions - targets`, then `where(abs(d) < 1, d^2/2, abs(d) - 0.5)`. The \
            other fields are those that all losses share. docs/formulas.md describes the language.""")
    @ApiResponse(responseCode = "200", description = "Loss and gradients", content = @Content)
    @PostMapping
    ExpressionAnswer evaluate(IncomingRequest request) throws IOException {
        return expressions.evaluate(request);
    }

    @Hidden // OpenAPI describes one operation for each path and method
    @PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
    AnswerLines evaluateEach(RequestLines requests) {
        return requests.answeredBy(expressions::evaluate);
    }

    @Operation(
        operationId = "checkExpression",
        summary = "Compares a gradient with that of a formula",
        description = """
            Takes the fields of an evaluation and your numbers, and compares these with the exact ones, as \
            `/v1/losses/{loss}/gradcheck` does.""")
    @ApiResponse(responseCode = "200", description = "The verdict", content = @Content)
    @PostMapping("/gradcheck")
    GradientCheckAnswer check(IncomingRequest request) throws IOException {
        return GradientCheckAnswer.of(expressions.check(request));
    }

    @Operation(
        operationId = "sampleExpression",
        summary = "Samples a formula over a range of one of its inputs",
        description = """
            Loss, gradient and, where the formula is elementwise, curvature at evenly spaced values of `variable`, a \
            number, with all other inputs as sent: as JSON, or as a plot if Accept is image/svg+xml. A formula with \
            several values is sampled by their mean.""")
    @ApiResponse(responseCode = "200", description = "The curve", content = @Content)
    @PostMapping(path = "/curve", produces = MediaType.APPLICATION_JSON_VALUE)
    CurveAnswer samples(IncomingRequest request) throws IOException {
        return CurveAnswer.of(expressions.curve(request));
    }

    @Hidden
    @PostMapping(path = "/curve", produces = CurveController.SVG)
    String plot(IncomingRequest request) throws IOException {
        return CurvePlot.svg(expressions.curve(request));
    }
}
