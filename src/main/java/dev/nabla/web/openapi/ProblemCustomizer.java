package dev.nabla.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents the errors of every operation, after all others have documented their bodies. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemCustomizer implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().forEach((path, item) -> item.readOperations()
                .forEach(operation -> ProblemResponses.document(path, operation)));
    }
}
