package dev.nabla.web.openapi;

import dev.nabla.web.problem.InferenceError;
import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents the errors of every operation of version 1, after all others have documented their bodies. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemCustomizer implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().forEach((path, item) -> {
            if (!InferenceError.isFormOf(path)) {
                item.readOperations().forEach(operation -> ProblemResponses.document(path, operation));
            }
        });
    }
}
