package dev.nabla.web.openapi;

import dev.nabla.web.v1.BodyExample;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Documents bodies of requests and answers: schemas of objects, and examples with the service's answers. */
final class Bodies {

    private static final String JSON = "application/json";

    private Bodies() {}

    /** Documents a POST operation with examples, and the answer to each. */
    static void document(OpenAPI document, String path, String request, String answer, List<BodyExample> examples,
            Function<BodyExample, String> answerTo) {
        Operation operation = Objects.requireNonNull(document.getPaths().get(path)).getPost();
        MediaType sent = new MediaType().schema(new JsonSchema().$ref(request));
        MediaType answered = new MediaType().schema(new JsonSchema().$ref(answer));
        for (BodyExample example : examples) {
            sent.addExamples(example.name(), new Example().value(LossOperation.parse(example.body())));
            answered.addExamples(example.name(), new Example().value(LossOperation.parse(answerTo.apply(example))));
        }
        operation.setRequestBody(new RequestBody().required(true).content(new Content().addMediaType(JSON, sent)));
        Objects.requireNonNull(operation.getResponses().get("200"))
                .setContent(new Content().addMediaType(JSON, answered));
    }

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
