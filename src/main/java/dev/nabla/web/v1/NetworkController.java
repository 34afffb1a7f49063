package dev.nabla.web.v1;

import dev.nabla.request.AnswerStream;
import dev.nabla.request.IncomingRequest;
import dev.nabla.service.network.NetworkAnswer;
import dev.nabla.service.network.NetworkService;
import dev.nabla.service.network.TrainingAnswer;
import dev.nabla.service.network.TrainingService;
import io.swagger.v3.oas.annotations.Hidden;
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

/** Lists layers, backpropagates through networks of them, and trains these. */
@Tag(
    name = "networks",
    description = "Backpropagation through a stack of layers, optimizer steps, and training")
@RestController
@RequestMapping("/v1")
class NetworkController {

    private final NetworkService networks;
    private final TrainingService trainings;

    NetworkController(NetworkService networks, TrainingService trainings) {
        this.networks = networks;
        this.trainings = trainings;
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
            gradient of the loss with respect to every parameter and the input. `loss` may also be a formula or an \
            objective, which see `input` and every parameter by name, such as `layers.0.weight`. The other fields are \
            those of the loss: its `targets`, further inputs and options, and the fields that all losses share. With \
            `trace`, the response lists every step: its output in the forward pass, its upstream gradient in the \
            backward pass (`upstream`, g in the rules), and the rules that compute the next gradients from it.""")
    @ApiResponse(responseCode = "200", description = "Loss, output and gradients", content = @Content)
    @PostMapping("/networks/backpropagate")
    NetworkAnswer backpropagate(IncomingRequest request) throws IOException {
        return networks.backpropagate(request);
    }

    @Operation(
        operationId = "train",
        summary = "Trains a network",
        description = """
            Takes `steps` steps of `optimizer`: each passes a batch of `input` through `layers`, evaluates `loss`, \
            backpropagates, and updates the parameters. The result has the same bytes as the same steps by \
            `/v1/networks/backpropagate` and `/v1/optimizers/{optimizer}/step` one by one. Parameters are named by layer: \
            `layers.0.weight`. The other fields are those of the loss: its `targets`, further inputs and options.

            Each step takes all samples, or `batch_size` of them: every sample once per epoch, in order, or shuffled by \
            `seed`, the last batch of an epoch being smaller if they do not divide evenly. `losses` and `metrics` are those \
            of the batch before the update. `validation` is evaluated before every `interval`-th step, by default once per \
            epoch, and at the end.

            To go on, send the returned `parameters` in `layers`, `state`, and `next_step` as `first_step`. If a gradient, \
            a parameter or the output leaves the range that the next step could take, training ends early, and `stopped` says \
            why.

            With `Accept: application/x-ndjson` the response has a line for each step, sent as soon as it is computed, with \
            its `step`, `loss`, `metrics` and, where it was validated, `validation`; the last line has `next_step`, \
            `parameters` and `state`. If training fails on the way, the last line is a problem detail instead. Training ends \
            when the client closes the connection.""")
    @ApiResponse(responseCode = "200", description = "Losses, parameters and state", content = @Content)
    @PostMapping(path = "/networks/train", produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE})
    TrainingAnswer train(IncomingRequest request) throws IOException {
        return trainings.train(request);
    }

    @Hidden // OpenAPI describes one operation for each path and method
    @PostMapping(path = "/networks/train", produces = MediaType.APPLICATION_NDJSON_VALUE)
    AnswerStream trainStepwise(IncomingRequest request) throws IOException {
        return trainings.trainStepwise(request);
    }
}
