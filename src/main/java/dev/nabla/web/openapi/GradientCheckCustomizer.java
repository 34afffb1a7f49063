package dev.nabla.web.openapi;

import dev.nabla.gradcheck.Verdict;
import dev.nabla.service.loss.GradientCheckField;
import dev.nabla.web.v1.GradientCheckExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
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
    private static final String JSON = "application/json";

    private final GradientCheckExamples examples;

    GradientCheckCustomizer(GradientCheckExamples examples) {
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(REQUEST, request());
        describeVerdict(document);
        Operation check = Objects.requireNonNull(document.getPaths().get(PATH)).getPost();
        MediaType sent = new MediaType().schema(new JsonSchema().$ref(REQUEST));
        MediaType answered = new MediaType().schema(new JsonSchema().$ref(ANSWER));
        for (GradientCheckExamples.Example example : examples.all()) {
            sent.addExamples(example.name(), new Example().value(LossOperation.parse(example.body())));
            answered.addExamples(example.name(), new Example().value(LossOperation.parse(examples.answer(example))));
        }
        check.setRequestBody(new RequestBody().required(true).content(new Content().addMediaType(JSON, sent)));
        Objects.requireNonNull(check.getResponses().get("200")).setContent(new Content().addMediaType(JSON, answered));
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
            case GRADIENTS -> {
                Schema<Object> byName = FieldSchemas.ofType("object");
                byName.setDescription(field.meaning());
                byName.setAdditionalProperties(FieldSchemas.tensor());
                yield byName;
            }
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
