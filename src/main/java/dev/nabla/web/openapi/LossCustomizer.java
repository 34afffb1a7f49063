package dev.nabla.web.openapi;

import dev.nabla.catalog.LossEntry;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.v1.LossExamples;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents one path per loss, by family and id after all other paths, with the schema of its request. */
@Component
class LossCustomizer implements OpenApiCustomizer {

    private final LossService losses;
    private final LossExamples examples;

    LossCustomizer(LossService losses, LossExamples examples) {
        this.losses = losses;
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        List<LossEntry> byFamily = losses.losses().stream()
                .sorted(Comparator.comparing(LossEntry::family).thenComparing(LossEntry::id)).toList();
        document.setTags(tags(document, byFamily));
        document.setPaths(paths(document, byFamily));
        Components components = document.getComponents();
        SharedComponents.addTo(components);
        for (LossEntry loss : byFamily) {
            LossRequestSchema request = new LossRequestSchema(loss);
            components.addSchemas(request.name(), request.schema());
        }
        components.setSchemas(new LinkedHashMap<>(new TreeMap<>(components.getSchemas())));
    }

    private static List<Tag> tags(OpenAPI document, List<LossEntry> byFamily) {
        List<Tag> tags = new ArrayList<>(document.getTags());
        tags.sort(Comparator.comparing(Tag::getName));
        byFamily.stream().map(LossEntry::family).distinct().map(family -> new Tag().name(family)).forEach(tags::add);
        return tags;
    }

    private Paths paths(OpenAPI document, List<LossEntry> byFamily) {
        Paths paths = new Paths();
        paths.putAll(new TreeMap<>(document.getPaths()));
        for (LossEntry loss : byFamily) {
            PathItem item = new PathItem().post(new LossOperation(loss, examples).operation());
            item.getPost().addExtension("x-equivalents", losses.namesElsewhere(loss));
            paths.addPathItem("/v1/losses/" + loss.id(), item);
        }
        return paths;
    }
}
