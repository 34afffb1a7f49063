package dev.nabla.web.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Derives schemas from records: properties in snake case, and required unless {@link Nullable}. */
@Component
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
class RecordSchemaResolver extends ModelResolver {

    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    RecordSchemaResolver(ObjectMapperProvider mappers) {
        super(snakeCase(mappers.jsonMapper()));
        openapi31(true);
    }

    private static ObjectMapper snakeCase(ObjectMapper mapper) {
        return mapper.copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }

    @Override
    public @Nullable Schema<?> resolve(AnnotatedType type, ModelConverterContext context,
            Iterator<ModelConverter> next) {
        Schema<?> schema = super.resolve(type, context, next);
        Class<?> raw = TypeFactory.rawClass(type.getType());
        if (schema != null && raw.isRecord()) {
            Schema<?> model = schema.get$ref() == null ? schema : resolveReference(schema.get$ref(), context);
            model.setRequired(required(raw));
            model.getProperties().values().forEach(RecordSchemaResolver::widen);
            model.getProperties().values().stream().filter(property -> property.get$ref() != null)
                    .forEach(RecordSchemaResolver::removeType);
        }
        return schema;
    }

    private static Schema<?> resolveReference(String reference, ModelConverterContext context) {
        String name = reference.substring(Components.COMPONENTS_SCHEMAS_REF.length());
        return Objects.requireNonNull(context.getDefinedModels().get(name));
    }

    /** Makes integers int64, as everywhere in the document, whatever their size in Java. */
    private static void widen(Schema<?> property) {
        if (property.getItems() != null) {
            widen(property.getItems());
        } else if ("int32".equals(property.getFormat())) {
            property.setFormat("int64");
        }
    }

    /** Removes the type that was derived from the Java type; the schema referred to has the right one. */
    private static void removeType(Schema<?> property) {
        property.setTypes(null);
        property.setFormat(null);
        property.setItems(null);
    }

    private static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordSchemaResolver::name).toList();
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? NAMES.translate(component.getName()) : property.value();
    }
}
