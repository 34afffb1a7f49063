package dev.nabla.web.openapi;

import dev.nabla.gradcheck.Verdict;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.web.v1.GradientCheckExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the body of a gradient check and its verdicts, with examples and the service's answers. */
@Component
class GradientCheckCustomizer implements OpenApiCustomizer {

    private static final String PATH = "/v1/losses/{loss}/gradcheck";
    private static final String REQUEST = "GradientCheckRequest";
    private static final String ANSWER = "GradientCheck";

    private final GradientCheckExamples examples;

    GradientCheckCustomizer(GradientCheckExamples examples) {
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(REQUEST, request());
        describeVerdict(document);
        Bodies.document(document, PATH, REQUEST, ANSWER, examples.all(), examples::answer);
    }

    private static Schema<Object> request() {
        Schema<Object> request = FieldSchemas.ofType("object");
        request.setDescription(
                "The fields of an evaluation of the loss, and these; gradient, gradients or hessian_diagonal is required");
        for (GradientCheckField field : GradientCheckField.values()) {
            request.addProperty(field.label(), schema(field));
        }
        request.setAdditionalProperties(true);
        return request;
    }

    private static Schema<Object> schema(GradientCheckField field) {
        return switch (field) {
            case GRADIENT, HESSIAN_DIAGONAL, LOSS -> FieldSchemas.tensor(field.meaning());
            case GRADIENTS -> Bodies.byName(FieldSchemas.tensor(), field.meaning());
            case TOLERANCE -> {
                Schema<Object> tolerance = FieldSchemas.number();
                tolerance.setDescription(field.meaning());
                tolerance.setExclusiveMinimumValue(BigDecimal.ZERO);
                tolerance.setExclusiveMaximumValue(BigDecimal.ONE);
                yield tolerance;
            }
        };
    }

    private static void describeVerdict(OpenAPI document) {
        String verdicts = "one of " + String.join("; ", Arrays.stream(Verdict.values())
                .map(verdict -> "`" + verdict.label() + "`, " + verdict.summary()).toList());
        for (String schema : List.of(ANSWER, "CheckedTensor")) {
            Schema<?> answer = Objects.requireNonNull(document.getComponents().getSchemas().get(schema));
            Schema<?> verdict = Objects.requireNonNull(answer.getProperties().get("verdict"));
            verdict.setDescription(verdicts);
        }
    }
}
