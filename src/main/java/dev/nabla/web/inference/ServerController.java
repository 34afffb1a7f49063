package dev.nabla.web.inference;

import dev.nabla.service.inference.InferenceServer;
import dev.nabla.service.inference.InferenceService;
import dev.nabla.service.inference.Model;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Describes the service as a server of the Open Inference Protocol: its health, its extensions, its models. */
@Tag(name = ServerController.TAG, description = "The losses as models of the Open Inference Protocol (version 2)")
@RestController
@RequestMapping(path = "/v2", produces = MediaType.APPLICATION_JSON_VALUE)
class ServerController {

    static final String TAG = "inference";

    private static final List<String> EXTENSIONS = List.of("binary_tensor_data", "model_repository");

    private final InferenceService models;
    private final Readiness readiness;
    private final InferenceServer server;

    ServerController(InferenceService models, Readiness readiness, InferenceServer server) {
        this.models = models;
        this.readiness = readiness;
        this.server = server;
    }

    /** The server, as the protocol describes one. */
    record ServerMetadata(String name, String version, List<String> extensions) {}

    record ServerLive(boolean live) {}

    record ServerReady(boolean ready) {}

    /** A model in the index of the repository. */
    record IndexEntry(String name, String version, String state, String reason) {}

    @Operation(operationId = "serverMetadata", summary = "Describes the server", description = """
            Its name and version, and the extensions of the protocol that it supports.""")
    @ApiResponse(responseCode = "200", description = "The server")
    @GetMapping
    ServerMetadata server() {
        return new ServerMetadata(server.name(), server.version(), EXTENSIONS);
    }

    @Operation(operationId = "serverLive", summary = "Tells whether the server is live")
    @ApiResponse(responseCode = "200", description = "It is live")
    @GetMapping("/health/live")
    ServerLive live() {
        return new ServerLive(true);
    }

    @Operation(operationId = "serverReady", summary = "Tells whether the server is ready", description = """
            It is not while it shuts down; the status is then 503.""")
    @ApiResponse(responseCode = "200", description = "It is ready")
    @GetMapping("/health/ready")
    ServerReady ready() {
        readiness.require();
        return new ServerReady(true);
    }

    @Operation(operationId = "repositoryIndex", summary = "Lists the models", description = """
            The ids of all losses and their aliases. All are ready.""")
    @ApiResponse(responseCode = "200", description = "The models")
    @PostMapping("/repository/index")
    List<IndexEntry> index() {
        return models.names().stream().map(name -> new IndexEntry(name, Model.VERSION, "READY", "")).toList();
    }
}
