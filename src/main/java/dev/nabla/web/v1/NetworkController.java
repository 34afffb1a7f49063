package dev.nabla.web.v1;

import dev.nabla.service.NetworkAnswer;
import dev.nabla.service.NetworkService;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Networks: the layers that there are, and backpropagation through a stack of them. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class NetworkController {

    private final NetworkService networks;
    private final RequestReader reader;

    NetworkController(NetworkService networks, RequestReader reader) {
        this.networks = networks;
        this.reader = reader;
    }

    /** The layers that a network may have. */
    @GetMapping("/layers")
    LayerList layers() {
        return LayerList.of(networks.layers());
    }

    /** The loss of a network's output, and its gradient with respect to every parameter and the input. */
    @PostMapping(path = "/networks/backpropagate", consumes = MediaType.APPLICATION_JSON_VALUE)
    NetworkAnswer backpropagate(@RequestParam(required = false) @Nullable String dtype, InputStream body)
            throws IOException {
        return networks.backpropagate(reader.read(networks, dtype, body));
    }
}
