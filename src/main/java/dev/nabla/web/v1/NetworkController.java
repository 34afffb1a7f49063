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

/** Lists layers, and backpropagates through networks of them. */
@Tag(
    name = "networks",
    description = "Backpropagation through a stack of layers, and optimizer steps")
@RestController
@RequestMapping("/v1")
class NetworkController {

    private final NetworkService networks;

    NetworkController(NetworkService networks) {
        this.networks = networks;
    }

    @Operation(operationId = "listLayers", summary = "Lists the layers", description = """
            Every layer with its formula, its parameters and options, and the rules of its backward pass in TeX. In the \
            rules, g is the upstream gradient.""")
    @ApiResponse(responseCode = "200", description = "The layers")
    @GetMapping(path = "/layers", produces = MediaType.APPLICATION_JSON_VALUE)
    LayerList layers() {
        return LayerList.of(networks.layers());
    }

    @Operation(
        operationId = "backpropagate",
        summary = "Backpropagates a loss through a network",
        description = """
            Passes `input` through `layers`, evaluates `loss` with the output as its `predictions`, and returns the \
            gradient of the loss with respect to every parameter and the input. The other fields are those of the loss: \
            its `targets`, further inputs and options, and the fields that all losses share. With `trace`, the response \
            lists every step: its output in the forward pass, its upstream gradient in the backward pass (`upstream`, g \
            in the rules), and the rules that compute the next gradients from it.""")
    @ApiResponse(responseCode = "200", description = "Loss, output and gradients", content = @Content)
    @PostMapping("/networks/backpropagate")
    NetworkAnswer backpropagate(IncomingRequest request) throws IOException {
        return networks.backpropagate(request);
    }
}
