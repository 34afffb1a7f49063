package dev.nabla.web.openapi;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Adds a search by id, alias, summary and family to Swagger UI. */
@Component
@ConditionalOnBooleanProperty(
    name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
    matchIfMissing = true)
class SwaggerSearchTransformer extends SwaggerIndexPageTransformer {

    private static final String INITIALIZER = "swagger-initializer.js";

    private final Resource search = new ClassPathResource("swagger-ui/search.js");

    SwaggerSearchTransformer(SwaggerUiConfigProperties config, SwaggerUiOAuthProperties oauth,
            SwaggerWelcomeCommon welcome, ObjectMapperProvider mappers) {
        super(config, oauth, welcome, mappers);
    }

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        Resource page = super.transform(request, resource, chain);
        if (!INITIALIZER.equals(resource.getFilename())) {
            return page;
        }
        String script = page.getContentAsString(StandardCharsets.UTF_8)
                .replace("plugins: [", "onComplete: Search.setPlaceholder,\n    plugins: [\n      Search,")
                + search.getContentAsString(StandardCharsets.UTF_8);
        return new TransformedResource(page, script.getBytes(StandardCharsets.UTF_8));
    }
}
