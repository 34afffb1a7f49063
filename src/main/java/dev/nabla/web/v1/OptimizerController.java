package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.optimizer.OptimizerAnswer;
import dev.nabla.service.optimizer.OptimizerService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists optimizers, and takes steps with them. */
@Tag(name = "networks")
@RestController
@RequestMapping("/v1/optimizers")
class OptimizerController {

    private final OptimizerService optimizers;

    OptimizerController(OptimizerService optimizers) {
        this.optimizers = optimizers;
    }

    @Operation(
        operationId = "listOptimizers",
        summary = "Lists the optimizers",
        description = "Every optimizer with its update rule in TeX, its options, and the state it keeps per parameter.")
    @ApiResponse(responseCode = "200", description = "The optimizers")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    OptimizerList list() {
        return OptimizerList.of(optimizers.optimizers());
    }

    @Operation(operationId = "step", summary = "Takes one optimizer step", description = """
            Updates `parameters` by one step of an optimizer. The service is stateless: send the returned `state` with \
            the next gradients; the first step needs none. Options of the optimizer are fields of the body.""")
    @ApiResponse(
        responseCode = "200",
        description = "The updated parameters, and the state for the next step",
        content = @Content)
    @PostMapping("/{optimizer}/step")
    OptimizerAnswer step(
            @Parameter(
                description = "id of the optimizer",
                example = NetworkExamples.OPTIMIZER) @PathVariable String optimizer,
            IncomingRequest request) throws IOException {
        return optimizers.step(optimizer, request);
    }
}
