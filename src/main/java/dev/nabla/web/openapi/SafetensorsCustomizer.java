package dev.nabla.web.openapi;

import dev.nabla.web.form.SafetensorsForm;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents safetensors beside JSON, in requests and in answers, after all others have documented these in JSON. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class SafetensorsCustomizer implements OpenApiCustomizer {

    private static final String JSON = "application/json";

    /** What samples a curve answers JSON or a plot. */
    private static final String CURVE = "/curve";

    /** All but batches: the fields of a part are known only once all of it is read. */
    @Override
    public void customise(OpenAPI document) {
        document.getPaths().forEach((path, item) -> {
            Operation post = item.getPost();
            if (post != null && post.getRequestBody() != null && !path.equals(BatchCustomizer.PATH)) {
                document(post.getRequestBody().getContent());
                if (!path.endsWith(CURVE)) {
                    document(Objects.requireNonNull(post.getResponses().get("200")).getContent());
                }
            }
        });
    }

    private static void document(@Nullable Content content) {
        if (content != null && content.containsKey(JSON)) {
            Schema<Object> file = FieldSchemas.ofType("string");
            file.setFormat("binary");
            content.addMediaType(SafetensorsForm.MEDIA_TYPE, new MediaType().schema(file));
        }
    }
}
