package dev.nabla.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Map;
import java.util.Objects;

/** Documents bodies of requests and answers: schemas of objects, and examples with the service's answers. */
final class Bodies {

    private static final String JSON = "application/json";

    private Bodies() {}

    /**
     * Documents a POST operation.
     *
     * @param examples the answer to each example, by its name and body
     */
    static void document(OpenAPI document, String path, String request, String answer, Map<Named, String> examples) {
        Operation operation = Objects.requireNonNull(document.getPaths().get(path)).getPost();
        MediaType sent = new MediaType().schema(new JsonSchema().$ref(request));
        MediaType answered = new MediaType().schema(new JsonSchema().$ref(answer));
        examples.forEach((example, text) -> {
            sent.addExamples(example.name(), new Example().value(LossOperation.parse(example.body())));
            answered.addExamples(example.name(), new Example().value(LossOperation.parse(text)));
        });
        operation.setRequestBody(new RequestBody().required(true).content(new Content().addMediaType(JSON, sent)));
        Objects.requireNonNull(operation.getResponses().get("200"))
                .setContent(new Content().addMediaType(JSON, answered));
    }

    /** A request body with a name. */
    record Named(String name, String body) {}

    static Schema<Object> byName(Schema<Object> values, String description) {
        Schema<Object> byName = object(description);
        byName.setAdditionalProperties(values);
        return byName;
    }

    static Schema<Object> array(Schema<Object> items, String description) {
        Schema<Object> array = described(FieldSchemas.ofType("array"), description);
        array.setItems(items);
        return array;
    }

    static Schema<Object> object(String description) {
        return described(FieldSchemas.ofType("object"), description);
    }

    static Schema<Object> described(Schema<Object> schema, String description) {
        schema.setDescription(description);
        return schema;
    }
}
