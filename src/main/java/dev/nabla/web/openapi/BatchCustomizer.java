package dev.nabla.web.openapi;

import static dev.nabla.web.openapi.Bodies.array;
import static dev.nabla.web.openapi.Bodies.byName;
import static dev.nabla.web.openapi.Bodies.described;
import static dev.nabla.web.openapi.Bodies.object;

import dev.nabla.web.v1.BatchExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents batches, with examples and the service's answers. */
@Component
class BatchCustomizer implements OpenApiCustomizer {

    static final String PATH = "/v1/batch";
    static final String RESULT = "BatchResult";

    private static final String REQUEST = "BatchRequest";
    private static final String ITEM = "BatchItem";
    private static final String ANSWER = "Batch";

    private final BatchExamples examples;

    BatchCustomizer(BatchExamples examples) {
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(REQUEST, request()).addSchemas(ITEM, item()).addSchemas(ANSWER, answer())
                .addSchemas(RESULT, result());
        Bodies.document(document, PATH, REQUEST, ANSWER, examples.batches(), examples::answer);
    }

    private static Schema<Object> request() {
        Schema<Object> request = object("Evaluations, each of which is answered or fails for itself");
        request.addProperty("requests", array(FieldSchemas.reference(ITEM), "the evaluations"));
        request.setRequired(List.of("requests"));
        request.setAdditionalProperties(false);
        return request;
    }

    private static Schema<Object> item() {
        Schema<Object> item = object(
                "The fields of one evaluation: those of the loss that it names, of a formula, or of an objective");
        item.addProperty("loss", described(FieldSchemas.ofType("string"), "the id or an alias of a loss"));
        item.addProperty("formula", described(FieldSchemas.ofType("string"), "a formula in place of a loss"));
        item.addProperty("terms", array(FieldSchemas.reference("Term"), "the terms of an objective in its place"));
        item.addProperty("inputs", byName(FieldSchemas.tensor(), "the tensors of a formula or an objective, by name"));
        item.addProperty("predictions", FieldSchemas.tensor("the predictions of most losses"));
        item.addProperty("targets", FieldSchemas.tensor("the targets of most losses"));
        item.setAdditionalProperties(true);
        return item;
    }

    private static Schema<Object> answer() {
        Schema<Object> answer = object("The answers to the requests of a batch");
        answer.addProperty("results", array(FieldSchemas.reference(RESULT), "an answer to each, in order"));
        answer.setRequired(List.of("results"));
        return answer;
    }

    private static Schema<Object> result() {
        Schema<Object> result = object("The answer to one evaluation, as it would be on its own; or why it failed");
        result.addProperty("loss", FieldSchemas.tensor("the loss"));
        result.addProperty("gradient", FieldSchemas.tensor("its gradient with respect to the predictions"));
        result.addProperty("gradients", byName(FieldSchemas.tensor(), "its gradients by input"));
        result.addProperty("error", FieldSchemas.reference("Problem"));
        result.addProperty("line",
                described(FieldSchemas.integer(), "in a stream, the line that failed, from 1; only beside error"));
        result.setAdditionalProperties(true);
        return result;
    }
}
