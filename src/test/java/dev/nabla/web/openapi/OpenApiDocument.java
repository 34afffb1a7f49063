package dev.nabla.web.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.nabla.client.ServiceClient;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document that the service answers with. */
record OpenApiDocument(JsonNode root) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static OpenApiDocument of(ServiceClient service) {
        return new OpenApiDocument(JSON.readTree(service.get("/v3/api-docs").text()));
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** The operation that evaluates a loss. */
    JsonNode operation(String loss) {
        return root.path("paths").path("/v1/losses/" + loss).path("post");
    }

    /** The examples of the request of an operation, by name. */
    static Map<String, JsonNode> requests(JsonNode operation) {
        return examples(operation.at("/requestBody/content/application~1json/examples"));
    }

    /** The examples of the answer of an operation, by the same names. */
    static Map<String, JsonNode> answers(JsonNode operation) {
        return examples(operation.at("/responses/200/content/application~1json/examples"));
    }

    private static Map<String, JsonNode> examples(JsonNode examples) {
        return examples.properties().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().path("value")));
    }

    /** What of a value breaks a schema of the document. */
    List<Error> errors(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.set("components", root.path("components"));
        whole.set("$ref", schema.path("$ref"));
        return SCHEMAS.getSchema(whole).validate(value);
    }
}
