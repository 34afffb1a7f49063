package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.loss.LossService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Compares a caller's gradient with the exact one. */
@Tag(name = "gradient check", description = "Compares your gradient with the exact one")
@RestController
@RequestMapping("/v1/losses/{loss}/gradcheck")
class GradientCheckController {

    private final LossService losses;

    GradientCheckController(LossService losses) {
        this.losses = losses;
    }

    @Operation(operationId = "gradcheck", summary = "Checks your gradient", description = """
            Send the body of an evaluation, plus your `gradient` (or `gradients` by input name) and, optionally, your \
            `hessian_diagonal` and `loss`. The response says whether they agree with the exact ones, which element differs most and by how \
            much, and which mistake is the likely cause: see `verdict`.""")
    @ApiResponse(responseCode = "200", description = "How your gradient compares with the exact one")
    @PostMapping
    GradientCheckAnswer check(
            @Parameter(
                description = "id or alias of the loss, matched exactly",
                example = "mse") @PathVariable String loss,
            IncomingRequest request) throws IOException {
        return GradientCheckAnswer.of(losses.check(loss, request));
    }
}
