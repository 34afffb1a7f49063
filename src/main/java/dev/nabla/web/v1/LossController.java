package dev.nabla.web.v1;

import dev.nabla.catalog.LossEntry;
import dev.nabla.service.LossAnswer;
import dev.nabla.service.LossService;
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

/** Losses: what there is, and their values and gradients. */
@RestController
@RequestMapping(path = "/v1/losses", produces = MediaType.APPLICATION_JSON_VALUE)
class LossController {

    private final LossService losses;
    private final LossRequestReader reader;

    LossController(LossService losses, LossRequestReader reader) {
        this.losses = losses;
        this.reader = reader;
    }

    /** The catalogue, or the part of it in a family or with a word. */
    @GetMapping
    LossList list(@RequestParam(defaultValue = "") String family, @RequestParam(defaultValue = "") String q) {
        return LossList.of(losses.losses(), family, q);
    }

    /** What a caller needs to know before using a loss. */
    @GetMapping("/{loss}")
    LossDescription describe(@PathVariable String loss) {
        return LossDescription.of(losses.find(loss));
    }

    /** Evaluates a loss: its value, and the gradients that were asked for. */
    @PostMapping(path = "/{loss}", consumes = MediaType.APPLICATION_JSON_VALUE)
    LossAnswer evaluate(@PathVariable String loss, @RequestParam(required = false) @Nullable String dtype,
            InputStream body) throws IOException {
        LossEntry entry = losses.find(loss);
        return losses.evaluate(entry, reader.read(entry, dtype, body));
    }
}
