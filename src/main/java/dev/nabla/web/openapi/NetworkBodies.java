package dev.nabla.web.openapi;

import dev.nabla.network.LayerEntry;
import dev.nabla.network.Parameter;
import dev.nabla.option.BindableOption;
import dev.nabla.request.FieldKind;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.network.NetworkService;
import dev.nabla.web.v1.NetworkExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the bodies of backpropagation and of an optimizer's step, and examples with their true answers. */
@Component
class NetworkBodies implements OpenApiCustomizer {

    private static final String JSON = "application/json";

    private final NetworkService networks;
    private final NetworkExamples examples;

    NetworkBodies(NetworkService networks, NetworkExamples examples) {
        this.networks = networks;
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema<Object>> schemas = new LinkedHashMap<>();
        schemas.put("Layer", layer());
        schemas.put("BackpropagationRequest", request());
        schemas.put("Backpropagation", answer());
        schemas.put("TraceStep", traceStep());
        schemas.put("OptimizerStepRequest", stepRequest());
        schemas.put("OptimizerStep", step());
        schemas.forEach(document.getComponents()::addSchemas);
        document(document, "/v1/networks/backpropagate", "BackpropagationRequest", "Backpropagation",
                examples.networks(), examples::answerOfNetwork);
        document(document, "/v1/optimizers/{optimizer}/step", "OptimizerStepRequest", "OptimizerStep",
                examples.steps(), examples::answerOfStep);
    }

    private static void document(OpenAPI document, String path, String request, String answer,
            List<NetworkExamples.Example> examples, Function<NetworkExamples.Example, String> answerOf) {
        Operation operation = Objects.requireNonNull(document.getPaths().get(path)).getPost();
        operation.addParametersItem(
                new io.swagger.v3.oas.models.parameters.Parameter().$ref(SharedComponents.DTYPE_PARAMETER));
        MediaType sent = new MediaType().schema(new JsonSchema().$ref(request));
        MediaType answered = new MediaType().schema(new JsonSchema().$ref(answer));
        for (NetworkExamples.Example example : examples) {
            sent.addExamples(example.name(), new Example().value(LossOperation.parse(example.body())));
            answered.addExamples(example.name(), new Example().value(LossOperation.parse(answerOf.apply(example))));
        }
        operation.setRequestBody(new RequestBody().required(true).content(new Content().addMediaType(JSON, sent)));
        Objects.requireNonNull(operation.getResponses().get("200"))
                .setContent(new Content().addMediaType(JSON, answered));
    }

    /** One object for all types of layers: generators cannot tell them apart by a field. */
    private Schema<Object> layer() {
        Schema<Object> layer = object("A layer: its type, and the fields that this type has");
        layer.addProperty("type",
                FieldSchemas.words(networks.layers().stream().map(LayerEntry::id).toList()));
        Map<String, List<String>> meanings = new TreeMap<>();
        for (LayerEntry entry : networks.layers()) {
            for (Parameter parameter : entry.parameters()) {
                meanings.computeIfAbsent(parameter.name(), _ -> new ArrayList<>())
                        .add(entry.id() + ": " + parameter.meaning() + ", " + parameter.shape());
            }
            for (BindableOption option : entry.options()) {
                meanings.computeIfAbsent(option.name(), _ -> new ArrayList<>())
                        .add(entry.id() + ": " + option.meaning()
                                + (option.isRequired() ? "" : ", by default " + option.defaultValue()));
            }
        }
        meanings.forEach((name, said) -> layer.addProperty(name, field(name, String.join("; ", said))));
        layer.setRequired(List.of("type"));
        layer.setAdditionalProperties(false);
        return layer;
    }

    private Schema<Object> field(String name, String description) {
        boolean isOption = networks.layerFields().of(name) == FieldKind.Value.OPTION;
        Schema<Object> field = isOption ? new JsonSchema() : FieldSchemas.tensor();
        field.setDescription(description);
        return field;
    }

    private static Schema<Object> request() {
        Schema<Object> request = object("A network, its input and its loss; the other fields are those of the loss");
        request.addProperty("layers", array("the layers, the first first", "Layer"));
        request.addProperty("input", FieldSchemas.tensor("what the first layer gets"));
        request.addProperty("loss",
                described(FieldSchemas.typed("string"), "id or alias of a loss that has predictions"));
        request.addProperty("targets", FieldSchemas.tensor("what the output is compared with, as the loss wants it"));
        request.addProperty("trace", described(FieldSchemas.typed("boolean"), "whether each step is shown"));
        request.addProperty(SharedField.REDUCTION.label(),
                described(FieldSchemas.typed("string"), SharedField.REDUCTION.meaning()));
        for (SharedField field : List.of(SharedField.SAMPLE_WEIGHT, SharedField.MASK, SharedField.GRAD_OUTPUT)) {
            request.addProperty(field.label(), FieldSchemas.tensor(field.meaning()));
        }
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
        request.setRequired(List.of("layers", "input", "loss"));
        request.setAdditionalProperties(true);
        return request;
    }

    private static Schema<Object> answer() {
        Schema<Object> answer = object("A loss and its gradients");
        answer.addProperty("loss", FieldSchemas.tensor("the loss"));
        answer.addProperty("output", FieldSchemas.tensor("the output of the last layer"));
        Schema<Object> gradients = described(FieldSchemas.typed("array"),
                "for each layer, the gradient with respect to each of its parameters");
        gradients.setItems(byName("by name of parameter"));
        answer.addProperty("gradients", gradients);
        answer.addProperty("input_gradient", FieldSchemas.tensor("with respect to the input"));
        answer.addProperty("trace", array("each step with what came back to it, the loss last, where trace is true",
                "TraceStep"));
        answer.setRequired(List.of("loss", "output", "gradients", "input_gradient"));
        return answer;
    }

    private static Schema<Object> traceStep() {
        Schema<Object> step = object("One step of the chain rule");
        step.addProperty("step", described(FieldSchemas.typed("string"), "the layer or loss"));
        step.addProperty("summary", described(FieldSchemas.typed("string"), "what it does, in a sentence"));
        step.addProperty("formula", described(FieldSchemas.typed("string"),
                "what it computes of x, the output of the step before, in TeX"));
        step.addProperty("output",
                FieldSchemas.tensor("what came of it: y in the rules of a layer, L in those of the loss"));
        step.addProperty("upstream", FieldSchemas
                .tensor("the gradient that reached it, that of the loss with respect to this output: g in the rules"));
        Schema<Object> rules = described(FieldSchemas.typed("array"),
                "how g goes on, to x and to the parameters, in TeX; what it becomes is the upstream of the step before, and gradients of the answer");
        rules.setItems(FieldSchemas.typed("string"));
        step.addProperty("rules", rules);
        step.setRequired(List.of("step", "summary", "formula", "output", "upstream", "rules"));
        return step;
    }

    private static Schema<Object> stepRequest() {
        Schema<Object> request = object(
                "Parameters, their gradients and what is known of earlier steps; the other fields "
                        + "are the options of the optimizer, which GET /v1/optimizers lists");
        request.addProperty("parameters", byName("the parameters, by name"));
        request.addProperty("gradients", byName("the gradient of each parameter, in its shape"));
        request.addProperty("state", state("what the step before answered; absent or empty at first"));
        for (String clip : List.of("clip_value", "max_norm")) {
            Schema<Object> limit = FieldSchemas.typed("number");
            limit.addType("null");
            request.addProperty(clip, described(limit, clip.equals("max_norm")
                    ? "the largest Euclidean norm of all gradients together; beyond it they are scaled"
                    : "the largest size of a number of a gradient; beyond it it is cut"));
        }
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
        request.setRequired(List.of("parameters", "gradients"));
        request.setAdditionalProperties(true);
        return request;
    }

    private static Schema<Object> step() {
        Schema<Object> step = object("What a step left");
        step.addProperty("parameters", byName("the moved parameters, by name"));
        step.addProperty("state", state("what the next step needs to know"));
        step.addProperty("gradient_norm", described(FieldSchemas.typed("number"),
                "the norm of all gradients before they were clipped by it, where max_norm was sent"));
        step.setRequired(List.of("parameters", "state"));
        return step;
    }

    private static Schema<Object> state(String description) {
        Schema<Object> state = object(description);
        state.setAdditionalProperties(byName("by name of slot"));
        return state;
    }

    private static Schema<Object> byName(String description) {
        Schema<Object> byName = object(description);
        byName.setAdditionalProperties(FieldSchemas.tensor());
        return byName;
    }

    private static Schema<Object> array(String description, String items) {
        Schema<Object> array = described(FieldSchemas.typed("array"), description);
        array.setItems(new JsonSchema().$ref(items));
        return array;
    }

    private static Schema<Object> object(String description) {
        return described(FieldSchemas.typed("object"), description);
    }

    private static Schema<Object> described(Schema<Object> schema, String description) {
        schema.setDescription(description);
        return schema;
    }
}
