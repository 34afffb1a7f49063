package dev.nabla.web.openapi;

import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;

import dev.nabla.service.loss.LossService;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents streams: the operations that take NDJSON beside JSON, and answer in kind. After those that document them in JSON. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class StreamCustomizer implements OpenApiCustomizer {

    private static final String NDJSON = APPLICATION_NDJSON_VALUE;
    private static final String REQUESTS = "a request on each line, as in JSON";
    private static final String ANSWERS = "an answer on each line, in order; the answer to a line that failed is "
            + "{\"line\": 2, \"error\": {…}} with a problem detail";

    private final LossService losses;

    StreamCustomizer(LossService losses) {
        this.losses = losses;
    }

    @Override
    public void customise(OpenAPI document) {
        Stream<String> paths = losses.losses().stream().map(loss -> "/v1/losses/" + loss.id());
        Stream.concat(paths, List.of("/v1/expressions", "/v1/objectives", BatchCustomizer.PATH).stream())
                .map(path -> Objects.requireNonNull(document.getPaths().get(path)).getPost())
                .forEach(StreamCustomizer::document);
    }

    private static void document(Operation operation) {
        operation.getRequestBody().getContent().addMediaType(NDJSON, lines(REQUESTS));
        Objects.requireNonNull(operation.getResponses().get("200")).getContent().addMediaType(NDJSON, lines(ANSWERS));
    }

    private static MediaType lines(String meaning) {
        return new MediaType().schema(Bodies.described(FieldSchemas.ofType("string"), meaning));
    }
}
