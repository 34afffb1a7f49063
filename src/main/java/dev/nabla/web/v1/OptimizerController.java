package dev.nabla.web.v1;

import dev.nabla.network.OptimizerEntry;
import dev.nabla.service.OptimizerAnswer;
import dev.nabla.service.OptimizerService;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Optimizers: what there is, and one step of one of them. */
@RestController
@RequestMapping(path = "/v1/optimizers", produces = MediaType.APPLICATION_JSON_VALUE)
class OptimizerController {

    private final OptimizerService optimizers;
    private final RequestReader reader;

    OptimizerController(OptimizerService optimizers, RequestReader reader) {
        this.optimizers = optimizers;
        this.reader = reader;
    }

    /** The optimizers that there are. */
    @GetMapping
    OptimizerList list() {
        return OptimizerList.of(optimizers.optimizers());
    }

    /** Moves parameters by one step against their gradients. */
    @PostMapping(path = "/{optimizer}/step", consumes = MediaType.APPLICATION_JSON_VALUE)
    OptimizerAnswer step(@PathVariable String optimizer, @RequestParam(required = false) @Nullable String dtype,
            InputStream body) throws IOException {
        OptimizerEntry entry = optimizers.find(optimizer);
        return optimizers.step(entry, reader.read(optimizers.fieldsOf(entry), dtype, body));
    }
}
