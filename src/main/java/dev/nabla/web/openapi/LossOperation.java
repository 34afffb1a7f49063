package dev.nabla.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.web.v1.LossExamples;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Locale;

/** The operation that evaluates a loss, with its examples and the service's answers. */
final class LossOperation {

    private static final String JSON = "application/json";

    private final LossEntry loss;
    private final LossDefinition definition;
    private final LossExamples examples;

    LossOperation(LossEntry loss, LossExamples examples) {
        this.loss = loss;
        this.definition = loss.definition();
        this.examples = examples;
    }

    Operation operation() {
        Operation operation = new Operation().addTagsItem(loss.family()).operationId(operationId()).summary(summary())
                .description(LossMarkdown.of(loss))
                .requestBody(request()).responses(new ApiResponses().addApiResponse("200", answer()));
        if (!loss.aliases().isEmpty()) {
            operation.addExtension("x-aliases", loss.aliases());
        }
        return operation;
    }

    /** The name of the method in generated clients: {@code crossEntropy}. */
    private String operationId() {
        String name = LossRequestSchema.javaName(loss);
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** The first clause of the loss's summary; the description has all of it. */
    private String summary() {
        return definition.summary().split("[:;]|\\.$", 2)[0];
    }

    private RequestBody request() {
        MediaType json = json(new LossRequestSchema(loss).name());
        for (LossDefinition.Example example : definition.examples()) {
            json.addExamples(example.name(), new Example().value(parse(example.body())));
        }
        return new RequestBody().required(true).content(new Content().addMediaType(JSON, json));
    }

    private ApiResponse answer() {
        MediaType json = json(SharedComponents.LOSS_ANSWER);
        for (LossDefinition.Example example : definition.examples()) {
            json.addExamples(example.name(), new Example().value(parse(examples.answer(loss, example))));
        }
        return new ApiResponse().description("The loss and the requested derivatives")
                .content(new Content().addMediaType(JSON, json));
    }

    private static MediaType json(String schema) {
        return new MediaType().schema(new JsonSchema().$ref(schema));
    }

    static JsonNode parse(String json) {
        try {
            return Json31.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + json, e);
        }
    }
}
