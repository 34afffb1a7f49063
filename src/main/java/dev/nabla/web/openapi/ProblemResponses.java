package dev.nabla.web.openapi;

import dev.nabla.request.Faults;
import dev.nabla.web.problem.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** Error responses. The example of each is the service's own answer, which a test compares. */
enum ProblemResponses {
    MALFORMED_JSON("MalformedJson", ProblemType.MALFORMED_JSON, "/v1/losses/mse",
            "a comma must be followed by another value, found ']' (line 1, column 45)", "#/targets/1"),

    BAD_REQUEST("BadRequest", ProblemType.BAD_REQUEST, "/v1/losses",
            "The query string is malformed: it has a parameter without a name, an incomplete % escape, bytes that are not UTF-8, or too many parameters",
            ""),

    NOT_FOUND("NotFound", ProblemType.NOT_FOUND, "/v1/losses/msx",
            "There is no loss with this name; did you mean mse? GET /v1/losses lists them all.", ""),

    NOT_ACCEPTABLE("NotAcceptable", ProblemType.NOT_ACCEPTABLE, "/v1/losses",
            "Acceptable representations: [application/json].", ""),

    REQUEST_TIMEOUT("RequestTimeout", ProblemType.REQUEST_TIMEOUT, "/v1/losses/mse",
            ProblemType.REQUEST_TIMEOUT.explanation(), ""),

    PAYLOAD_TOO_LARGE("PayloadTooLarge", ProblemType.PAYLOAD_TOO_LARGE, "/v1/losses/mse",
            "The body is larger than 268435456 bytes, the limit set by nabla.limits.max-body-size", ""),

    UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", ProblemType.UNSUPPORTED_MEDIA_TYPE, "/v1/losses/mse",
            "Content-Type text/plain is not supported; send application/json or application/vnd.safetensors", ""),

    INVALID_REQUEST("InvalidRequest", ProblemType.INVALID_REQUEST, "/v1/losses/mse",
            "targets must have the shape [3], has [2]", "#/targets"),

    BUSY("Busy", ProblemType.BUSY, "/v1/losses/mse",
            "The request needs about 1024 bytes of memory, which are in use by other requests (limit: nabla.limits.memory). Retry in a moment",
            "");

    private static final String SCHEMA = "Problem";
    private static final String ERROR_SCHEMA = "ProblemError";

    private final String label;
    private final ProblemType type;
    private final String instance;
    private final String detail;
    private final String pointer;

    ProblemResponses(String label, ProblemType type, String instance, String detail, String pointer) {
        this.label = label;
        this.type = type;
        this.instance = instance;
        this.detail = detail;
        this.pointer = pointer;
    }

    /** Defines the responses, for paths to refer to by {@link #label}. */
    static void addTo(Components components) {
        components.addSchemas(SCHEMA, problem());
        components.addSchemas(ERROR_SCHEMA, error());
        for (ProblemResponses problem : values()) {
            components.addResponses(problem.label, problem.response());
        }
    }

    /** Refers to the responses that an operation can answer with, by its path and whether it has a body. */
    static void document(String path, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        for (ProblemResponses problem : values()) {
            boolean isPossible = switch (problem) {
                case MALFORMED_JSON, REQUEST_TIMEOUT, PAYLOAD_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, BUSY -> hasBody;
                case BAD_REQUEST -> !hasBody;
                case NOT_FOUND -> path.contains("{");
                case NOT_ACCEPTABLE, INVALID_REQUEST -> true;
            };
            if (isPossible) {
                operation.getResponses().addApiResponse(Integer.toString(problem.type.status().value()),
                        new ApiResponse().$ref(problem.label));
            }
        }
    }

    private ApiResponse response() {
        MediaType json = new MediaType().schema(new JsonSchema().$ref(SCHEMA));
        json.addExamples(type.title(), new Example().value(example()));
        ApiResponse response = new ApiResponse().description(type.explanation())
                .content(new Content().addMediaType("application/problem+json", json));
        return this == BUSY ? response.addHeaderObject(HttpHeaders.RETRY_AFTER, retryAfter()) : response;
    }

    private static Header retryAfter() {
        return new Header().description("seconds to wait before a retry").schema(FieldSchemas.integer());
    }

    private Map<String, Object> example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type.uri().toString());
        example.put("title", type.title());
        example.put("status", type.status().value());
        example.put("detail", detail);
        example.put("instance", instance);
        if (!pointer.isEmpty()) {
            example.put("errors", List.of(new ErrorExample(pointer, detail)));
        }
        return example;
    }

    private record ErrorExample(String pointer, String detail) {}

    private static Schema<Object> problem() {
        Schema<Object> problem = FieldSchemas.ofType("object");
        problem.setDescription("Problem details (RFC 9457)");
        problem.setRequired(List.of("type", "title", "status", "detail"));
        problem.addProperty("type", text("path of a page that explains the problem"));
        problem.addProperty("title", text("title of the type of problem"));
        problem.addProperty("status", described(FieldSchemas.integer(), "HTTP status code"));
        problem.addProperty("detail", text("what is wrong, and what is expected"));
        problem.addProperty("instance", text("path of the request; absent where a part of an answer is a problem"));
        Schema<Object> errors = described(FieldSchemas.ofType("array"),
                "the first errors of the request, in document order");
        errors.setItems(new JsonSchema().$ref(ERROR_SCHEMA));
        errors.setMaxItems(Faults.MOST);
        problem.addProperty("errors", errors);
        problem.addProperty("errors_omitted", described(FieldSchemas.integer(),
                "how many more errors were found; absent if errors lists all of them"));
        return problem;
    }

    private static Schema<Object> error() {
        Schema<Object> error = FieldSchemas.ofType("object");
        error.setDescription("An error in a request");
        error.setRequired(List.of("pointer", "detail"));
        error.addProperty("pointer",
                text("JSON pointer to the place in the body (RFC 6901); long names in it are cut"));
        error.addProperty("detail", text("what is wrong there, and what is expected"));
        return error;
    }

    private static Schema<Object> text(String description) {
        return described(FieldSchemas.ofType("string"), description);
    }

    private static Schema<Object> described(Schema<Object> schema, String description) {
        schema.setDescription(description);
        return schema;
    }
}
