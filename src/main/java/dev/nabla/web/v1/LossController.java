package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.loss.LossAnswer;
import dev.nabla.service.loss.LossService;
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

/** Losses: what there is, and their values and gradients. */
@Tag(name = "catalogue", description = "What losses there are, and what each of them takes and does")
@RestController
@RequestMapping("/v1/losses")
class LossController {

    private final LossService losses;

    LossController(LossService losses) {
        this.losses = losses;
    }

    /** The catalogue, or the part of it in a family or with a word. */
    @Operation(operationId = "listLosses", summary = "Lists the losses", description = """
            Every loss with its id, the names that it has in other libraries, its family and what it is like, \
            in the order of the ids.""")
    @ApiResponse(responseCode = "200", description = "The losses that were asked for; none is an answer too")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    LossList list(
            @Parameter(description = "only those of this family") @RequestParam(defaultValue = "") String family,
            @Parameter(description = "only those that mention this text") @RequestParam(defaultValue = "") String q) {
        return LossList.of(losses.losses(), family, q);
    }

    /** What a caller needs to know before using a loss. */
    @Operation(operationId = "describeLoss", summary = "Describes a loss", description = """
            What a caller needs to know before using a loss: its inputs and options, formula, gradient and Hessian \
            diagonal in TeX, what happens on the edges, references, and requests that can be sent as they stand.""")
    @ApiResponse(responseCode = "200", description = "The loss")
    @ApiResponse(responseCode = "404", ref = "NotFound")
    @GetMapping(path = "/{loss}", produces = MediaType.APPLICATION_JSON_VALUE)
    LossDescription describe(
            @Parameter(description = "id or alias, spelt exactly", example = "mse") @PathVariable String loss) {
        return LossDescription.of(losses.find(loss));
    }

    /** Evaluates a loss: its value, and the gradients that were asked for. Documented as one path a loss. */
    @Hidden
    @PostMapping("/{loss}")
    LossAnswer evaluate(@PathVariable String loss, IncomingRequest request) throws IOException {
        return losses.evaluate(loss, request);
    }
}
