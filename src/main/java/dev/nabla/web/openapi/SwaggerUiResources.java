package dev.nabla.web.openapi;

import dev.nabla.web.html.HtmlPage;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.webmvc.ui.SwaggerIndexTransformer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/** Replaces the page of Swagger UI, and the script that starts it, by files in {@code swagger-ui}, with a search of losses. */
@Component
@ConditionalOnBooleanProperty(
    name = {"springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled"},
    matchIfMissing = true)
final class SwaggerUiResources implements SwaggerIndexTransformer {

    private static final Map<String, List<String>> FILES = Map.of("index.html", List.of("index.html"),
            "swagger-initializer.js", List.of("initializer.js", "search.js", "formulas.js"));

    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        List<String> files = FILES.get(Objects.requireNonNullElse(resource.getFilename(), ""));
        if (files == null) {
            return chain.transform(request, resource);
        }
        StringBuilder content = new StringBuilder();
        for (String file : files) {
            content.append(new ClassPathResource("swagger-ui/" + file).getContentAsString(StandardCharsets.UTF_8));
        }
        return new TransformedResource(resource,
                content.toString().replace("${katex}", HtmlPage.KATEX).getBytes(StandardCharsets.UTF_8));
    }
}
