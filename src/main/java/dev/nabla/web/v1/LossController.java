package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.stream.AnswerLines;
import dev.nabla.web.stream.RequestLines;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists, describes and evaluates losses. */
@Tag(name = "catalog", description = "The losses, with their inputs, options and formulas")
@RestController
@RequestMapping("/v1/losses")
class LossController {

    private final LossService losses;

    LossController(LossService losses) {
        this.losses = losses;
    }

    @Operation(operationId = "listLosses", summary = "Lists the losses", description = """
            Every loss with its id, its aliases (names in other libraries), family and summary, sorted by id.""")
    @ApiResponse(responseCode = "200", description = "The matching losses, which may be none")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    LossList list(
            @Parameter(description = "only losses of this family") @RequestParam(defaultValue = "") String family,
            @Parameter(
                description = "only losses whose names or summary contain this text. Names are the id, the aliases, and those of other libraries, in any spelling: MSELoss, cross entropy") @RequestParam(
                    defaultValue = "") String q) {
        return LossList.of(losses.search(q), family, losses::hasCurve);
    }

    @Operation(operationId = "describeLoss", summary = "Describes a loss", description = """
            The inputs and options of a loss, its formula, gradient and Hessian diagonal in TeX, edge cases, \
            references, and example requests.""")
    @ApiResponse(responseCode = "200", description = "The loss")
    @GetMapping(path = "/{loss}", produces = MediaType.APPLICATION_JSON_VALUE)
    LossDescription describe(
            @Parameter(
                description = "id or alias of the loss, matched exactly",
                example = "mse") @PathVariable String loss) {
        return LossDescription.of(losses.find(loss));
    }

    /** Evaluates a loss. Hidden because the OpenAPI document has one path per loss instead. */
    @Hidden
    @PostMapping("/{loss}")
    LossAnswer evaluate(@PathVariable String loss, IncomingRequest request) throws IOException {
        return losses.evaluate(loss, request);
    }

    @Hidden
    @PostMapping(path = "/{loss}", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    AnswerLines evaluateEach(@PathVariable String loss, RequestLines requests) {
        LossEntry entry = losses.find(loss);
        return requests.answeredBy(request -> losses.evaluate(entry, request));
    }
}
