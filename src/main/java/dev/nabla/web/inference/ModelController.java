package dev.nabla.web.inference;

import dev.nabla.service.inference.InferenceService;
import dev.nabla.service.inference.Model;
import dev.nabla.service.inference.Model.TensorDescription;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Losses as models of the Open Inference Protocol. */
@Tag(name = ServerController.TAG)
@RestController
@RequestMapping(ModelController.PATH)
class ModelController {

    static final String PATH = "/v2/models/{loss}";

    private static final String OF_VERSION = "/versions/{version}";
    private static final String READY = "/ready";
    private static final String INFER = "/infer";
    private static final String ANY_VERSION = "";

    private final InferenceService models;
    private final Readiness readiness;
    private final InferenceExchange exchange;

    ModelController(InferenceService models, Readiness readiness, InferenceExchange exchange) {
        this.models = models;
        this.readiness = readiness;
        this.exchange = exchange;
    }

    /** A model, as the protocol describes one. */
    record ModelMetadata(
        String name,
        List<String> versions,
        String platform,
        List<TensorDescription> inputs,
        List<TensorDescription> outputs) {}

    record ModelReady(String name, boolean ready) {}

    @Operation(operationId = "modelMetadata", summary = "Describes a loss as a model", description = """
            Its inputs, of which those that the loss does not need may be left out, and the outputs that can be asked for. \
            A size of -1 may be any; [-1] alone also stands for any number of axes.""")
    @ApiResponse(responseCode = "200", description = "The model")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ModelMetadata metadata(
            @Parameter(description = "id or alias of the loss", example = "mse") @PathVariable String loss) {
        return metadata(loss, ANY_VERSION);
    }

    @Hidden
    @GetMapping(path = OF_VERSION, produces = MediaType.APPLICATION_JSON_VALUE)
    ModelMetadata metadata(@PathVariable String loss, @PathVariable String version) {
        Model model = models.find(loss, version);
        return new ModelMetadata(model.name(), List.of(Model.VERSION), Model.PLATFORM, model.inputs(),
                model.outputs());
    }

    @Operation(operationId = "modelReady", summary = "Tells whether a loss is ready as a model")
    @ApiResponse(responseCode = "200", description = "It is ready")
    @GetMapping(path = READY, produces = MediaType.APPLICATION_JSON_VALUE)
    ModelReady ready(
            @Parameter(description = "id or alias of the loss", example = "mse") @PathVariable String loss) {
        return ready(loss, ANY_VERSION);
    }

    @Hidden
    @GetMapping(path = OF_VERSION + READY, produces = MediaType.APPLICATION_JSON_VALUE)
    ModelReady ready(@PathVariable String loss, @PathVariable String version) {
        Model model = models.find(loss, version);
        readiness.require();
        return new ModelReady(model.name(), true);
    }

    /** Documented with its bodies by {@code web.openapi}. */
    @Operation(operationId = "modelInfer", summary = "Evaluates a loss as a model", description = """
            Inputs are tensors by name, options are parameters, and outputs are the loss and the derivatives that are asked for. \
            Tensors may be sent and answered as binary data, by the binary tensor data extension.""")
    @ApiResponse(responseCode = "200", description = "The outputs")
    @PostMapping(INFER)
    void infer(@Parameter(description = "id or alias of the loss", example = "mse") @PathVariable String loss,
            HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpMediaTypeNotSupportedException {
        exchange.infer(loss, ANY_VERSION, request, response);
    }

    @Hidden
    @PostMapping(OF_VERSION + INFER)
    void infer(@PathVariable String loss, @PathVariable String version, HttpServletRequest request,
            HttpServletResponse response) throws IOException, HttpMediaTypeNotSupportedException {
        exchange.infer(loss, version, request, response);
    }
}
