package dev.nabla.web.openapi;

import dev.nabla.web.inference.InferenceExamples;
import dev.nabla.web.problem.InferenceError;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the Open Inference Protocol: the bodies of its requests and responses, and the form of its errors. */
@Component
final class InferenceCustomizer implements OpenApiCustomizer {

    private static final String INFER = "/v2/models/{loss}/infer";
    private static final String REQUEST = "InferenceRequest";
    private static final String RESPONSE = "InferenceResponse";
    private static final String TENSOR = "InferenceTensor";
    private static final String OUTPUT = "RequestedOutput";
    private static final String ERROR = "InferenceError";

    private static final String NAME = "name";
    private static final String PARAMETERS = "parameters";
    private static final String OUTPUTS = "outputs";

    private final InferenceExamples examples;

    InferenceCustomizer(InferenceExamples examples) {
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().addSchemas(REQUEST, request()).addSchemas(RESPONSE, response())
                .addSchemas(TENSOR, tensor()).addSchemas(OUTPUT, output()).addSchemas(ERROR, error());
        Bodies.document(document, INFER, REQUEST, RESPONSE, examples.all(), examples::answer);
        document.getPaths().forEach((path, item) -> {
            if (InferenceError.isFormOf(path)) {
                item.readOperations().forEach(InferenceCustomizer::documentErrors);
            }
        });
    }

    private static void documentErrors(Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse()
                .description(
                        "What is wrong: 400 if the request is not valid, 404 if there is no such model or version, 413 if it takes too much, 503 if the service is busy or not ready")
                .content(new Content().addMediaType("application/json",
                        new MediaType().schema(new JsonSchema().$ref(ERROR)))));
    }

    private static Schema<Object> request() {
        Schema<Object> request = Bodies.object("A request for a model");
        request.addProperty("id", text("what the response repeats"));
        request.addProperty(PARAMETERS, parameters(
                "options of the loss by name, and reduction, wrt, hessian, axis and dtype; binary_data_output, if true, has all outputs answered as binary data"));
        request.addProperty("inputs", Bodies.array(reference(TENSOR), "the tensors"));
        request.addProperty(OUTPUTS, Bodies.array(reference(OUTPUT),
                "the outputs to compute; if absent, those that the loss answers by default"));
        request.setRequired(List.of("inputs"));
        return request;
    }

    private static Schema<Object> response() {
        Schema<Object> response = Bodies.object("The response of a model");
        response.addProperty("model_name", text("id of the loss"));
        response.addProperty("model_version", text("version of the model"));
        response.addProperty("id", text("as in the request; absent if that has none"));
        response.addProperty(OUTPUTS, Bodies.array(reference(TENSOR), "the outputs, in the order of the request"));
        response.setRequired(List.of("model_name", "model_version", OUTPUTS));
        return response;
    }

    private static Schema<Object> tensor() {
        Schema<Object> tensor = Bodies.object("A tensor");
        tensor.addProperty(NAME, text("name of the input or output"));
        tensor.addProperty("datatype", text("type of the elements: FP64, FP32, INT64, BOOL, …"));
        tensor.addProperty("shape", Bodies.array(FieldSchemas.integer(), "size of each axis"));
        tensor.addProperty(PARAMETERS, parameters(
                "binary_data_size: the size in bytes of the binary data that takes the place of data"));
        tensor.addProperty("data",
                FieldSchemas.tensor("the elements in row-major order; those of a request may be nested"));
        tensor.setRequired(List.of(NAME, "datatype", "shape"));
        return tensor;
    }

    private static Schema<Object> output() {
        Schema<Object> output = Bodies.object("An output that a request asks for");
        output.addProperty(NAME, text("loss, gradient, gradient.NAME, hessian_diagonal or hessian_diagonal.NAME"));
        output.addProperty(PARAMETERS, parameters("binary_data: whether to answer it as binary data"));
        output.setRequired(List.of(NAME));
        return output;
    }

    private static Schema<Object> error() {
        Schema<Object> error = Bodies.object("An error of the Open Inference Protocol");
        error.addProperty("error", text("what is wrong, and what is expected"));
        error.setRequired(List.of("error"));
        return error;
    }

    private static Schema<Object> parameters(String description) {
        Schema<Object> parameters = Bodies.object(description);
        parameters.setAdditionalProperties(true);
        return parameters;
    }

    private static Schema<Object> text(String description) {
        return Bodies.described(FieldSchemas.ofType("string"), description);
    }

    private static Schema<Object> reference(String schema) {
        return FieldSchemas.reference(schema);
    }
}
