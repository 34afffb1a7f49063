package dev.nabla.web.security;

import dev.nabla.web.problem.InferenceError;
import dev.nabla.web.problem.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Documents what callers authenticate with, and what those are answered who do not. */
final class SecuritySchemes implements OpenApiCustomizer {

    private static final Map<String, ProblemType> RESPONSES = Map.of("Unauthorized", ProblemType.UNAUTHORIZED,
            "Forbidden", ProblemType.FORBIDDEN);

    private final AcceptedCredentials accepted;

    SecuritySchemes(AcceptedCredentials accepted) {
        this.accepted = accepted;
    }

    @Override
    public void customise(OpenAPI document) {
        for (Credentials credentials : accepted.list()) {
            document.getComponents().addSecuritySchemes(credentials.label(), credentials.scheme());
            document.addSecurityItem(new SecurityRequirement().addList(credentials.label()));
        }
        RESPONSES.forEach((name, type) -> document.getComponents().addResponses(name, response(type)));
        document.getPaths().forEach((path, item) -> {
            if (!InferenceError.isFormOf(path)) {
                item.readOperations().forEach(SecuritySchemes::refer);
            }
        });
    }

    private static void refer(Operation operation) {
        RESPONSES.forEach((name, type) -> operation.getResponses()
                .addApiResponse(Integer.toString(type.status().value()), new ApiResponse().$ref(name)));
    }

    private static ApiResponse response(ProblemType type) {
        return new ApiResponse().description(type.explanation()).content(new Content()
                .addMediaType("application/problem+json", new MediaType().schema(new JsonSchema().$ref("Problem"))));
    }
}
