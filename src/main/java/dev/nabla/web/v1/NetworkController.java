package dev.nabla.web.v1;

import dev.nabla.request.IncomingRequest;
import dev.nabla.service.network.NetworkAnswer;
import dev.nabla.service.network.NetworkService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Networks: the layers that there are, and backpropagation through a stack of them. */
@Tag(
    name = "networks",
    description = "Backpropagation through a stack of layers, and the optimizer's step that follows")
@RestController
@RequestMapping("/v1")
class NetworkController {

    private final NetworkService networks;

    NetworkController(NetworkService networks) {
        this.networks = networks;
    }

    /** The layers that a network may have. */
    @Operation(operationId = "listLayers", summary = "Lists the layers", description = """
            Every layer with what it computes, the tensors and options that it takes, and the rule by which a gradient \
            goes through it, in TeX. In the rules, g is the gradient that reaches the layer from above.""")
    @ApiResponse(responseCode = "200", description = "The layers")
    @GetMapping(path = "/layers", produces = MediaType.APPLICATION_JSON_VALUE)
    LayerList layers() {
        return LayerList.of(networks.layers());
    }

    /** The loss of a network's output, and its gradient with respect to every parameter and the input. */
    @Operation(
        operationId = "backpropagate",
        summary = "Carries a loss back through a network",
        description = """
            Feeds `input` through `layers`, takes the output for the `predictions` of a `loss`, and answers the gradient of \
            the loss with respect to every parameter and the input, by the chain rule. The other fields are those of the \
            loss: its `targets`, further inputs and options, and what all losses share. With `trace` the answer shows each \
            step: read down what each computed, and back up which gradient reached it (`upstream`, g in the rules) and by \
            which rules that goes on.""")
    @ApiResponse(responseCode = "200", description = "Loss, output and gradients", content = @Content)
    @ApiResponse(responseCode = "400", ref = "MalformedJson")
    @ApiResponse(responseCode = "413", ref = "PayloadTooLarge")
    @ApiResponse(responseCode = "415", ref = "UnsupportedMediaType")
    @ApiResponse(responseCode = "422", ref = "InvalidRequest")
    @PostMapping("/networks/backpropagate")
    NetworkAnswer backpropagate(IncomingRequest request) throws IOException {
        return networks.backpropagate(request);
    }
}
