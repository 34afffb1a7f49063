package dev.nabla.web.openapi;

import static dev.nabla.web.openapi.Bodies.array;
import static dev.nabla.web.openapi.Bodies.byName;
import static dev.nabla.web.openapi.Bodies.described;
import static dev.nabla.web.openapi.Bodies.object;

import dev.nabla.network.Layer;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Network;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.service.loss.SharedField;
import dev.nabla.service.network.NetworkService;
import dev.nabla.service.network.TrainingService;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.web.v1.NetworkExamples;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the bodies of backpropagation, optimizer steps and training, with examples and the service's answers. */
@Component
class NetworkCustomizer implements OpenApiCustomizer {

    private final NetworkService networks;
    private final OptimizerService optimizers;
    private final NetworkExamples examples;

    NetworkCustomizer(NetworkService networks, OptimizerService optimizers, NetworkExamples examples) {
        this.networks = networks;
        this.optimizers = optimizers;
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
        schemas.put("TrainingOptimizer", optimizer());
        schemas.put("TrainingValidation", validation());
        schemas.put("TrainingRequest", trainingRequest());
        schemas.put("TrainingMeasures", measures());
        schemas.put("Training", training());
        schemas.forEach(document.getComponents()::addSchemas);
        Bodies.document(document, "/v1/networks/backpropagate", "BackpropagationRequest", "Backpropagation",
                examples.backpropagations(), examples::answerToBackpropagation);
        Bodies.document(document, "/v1/optimizers/{optimizer}/step", "OptimizerStepRequest", "OptimizerStep",
                examples.steps(), examples::answerToStep);
        Bodies.document(document, "/v1/networks/train", "TrainingRequest", "Training", examples.trainings(),
                examples::answerToTraining);
    }

    private Schema<Object> layer() {
        Schema<Object> layer = object("A layer: its type, and the fields of that type");
        layer.addProperty("type",
                FieldSchemas.oneOf(networks.layers().stream().map(LayerEntry::id).toList()));
        MergedFields fields = new MergedFields();
        for (LayerEntry entry : networks.layers()) {
            entry.parameters().forEach(parameter -> fields.add(entry.id(), parameter));
            entry.options().forEach(option -> fields.add(entry.id(), option));
        }
        fields.addTo(layer);
        layer.addProperty(Layer.PARAMETERS,
                byName(FieldSchemas.tensor(),
                        "expression: its parameters, by the names that the formula has for them"));
        layer.addProperty(Network.LAYERS,
                array(FieldSchemas.reference("Layer"), "residual: its layers, from input to output"));
        layer.setRequired(List.of("type"));
        layer.setAdditionalProperties(false);
        return layer;
    }

    private static Schema<Object> request() {
        Schema<Object> request = network(
                "A network, its input and its loss; the other fields are those of the loss");
        request.addProperty("trace",
                described(FieldSchemas.ofType("boolean"), "whether to include a trace of all steps; false by default"));
        request.addProperty(SharedField.GRAD_OUTPUT.label(), FieldSchemas.tensor(SharedField.GRAD_OUTPUT.meaning()));
        request.setRequired(List.of("layers", "input", "loss"));
        return request;
    }

    /** A network, its input, and the fields of its loss that most losses have. */
    private static Schema<Object> network(String description) {
        Schema<Object> request = object(description);
        request.addProperty("layers", array(FieldSchemas.reference("Layer"), "the layers, from input to output"));
        request.addProperty("input", FieldSchemas.tensor("input of the first layer"));
        request.addProperty("loss",
                described(new JsonSchema(), "id or alias of a loss that has predictions, or an object with a formula, "
                        + "or with the terms of an objective, and their inputs and parameters"));
        request.addProperty("targets", FieldSchemas.tensor("ground truth, in the form that the loss takes"));
        request.addProperty(SharedField.REDUCTION.label(),
                described(FieldSchemas.reference(SharedComponents.REDUCTION), SharedField.REDUCTION.meaning()));
        for (SharedField field : List.of(SharedField.SAMPLE_WEIGHT, SharedField.MASK)) {
            request.addProperty(field.label(), FieldSchemas.tensor(field.meaning()));
        }
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
        request.setAdditionalProperties(true);
        return request;
    }

    private static Schema<Object> trainingRequest() {
        Schema<Object> request = network("A network, its data, its loss and its optimizer; the other fields are those "
                + "of the loss, which must be reduced to one number");
        request.addProperty("optimizer", described(FieldSchemas.reference("TrainingOptimizer"), "the optimizer"));
        request.addProperty("state", state("state returned by an earlier call; absent or empty to begin"));
        request.addProperty("steps", described(FieldSchemas.integer(), "number of steps"));
        request.addProperty("batch_size",
                described(FieldSchemas.integer(), "samples of a batch; absent for all samples at each step"));
        request.addProperty("seed", described(FieldSchemas.integer(),
                "shuffles the samples for each epoch; absent for batches in the order of the samples"));
        request.addProperty("learning_rate_schedule", described(FieldSchemas.ofType("string"),
                "formula for the learning rate of each step, in step, the number of steps before, and lr of the optimizer"));
        request.addProperty("first_step", described(FieldSchemas.integer(),
                "number of steps taken before: next_step of the earlier call; 0 by default"));
        Schema<Object> metrics = described(FieldSchemas.ofType("array"), "metrics to compute beside the loss: "
                + TrainingService.metrics().entrySet().stream().map(metric -> metric.getKey() + ", "
                        + metric.getValue()).collect(Collectors.joining("; ")));
        metrics.setItems(FieldSchemas.ofType("string"));
        request.addProperty("metrics", metrics);
        request.addProperty("validation",
                described(FieldSchemas.reference("TrainingValidation"), "samples to evaluate, but not to train with"));
        request.setRequired(List.of("layers", "input", "loss", "optimizer", "steps"));
        return request;
    }

    private Schema<Object> optimizer() {
        Schema<Object> optimizer = object("An optimizer: its type, its options, and how gradients are clipped");
        optimizer.addProperty("type",
                FieldSchemas.oneOf(optimizers.optimizers().stream().map(OptimizerEntry::id).toList()));
        addOptions(optimizer);
        optimizer.setRequired(List.of("type"));
        optimizer.setAdditionalProperties(false);
        return optimizer;
    }

    private static Schema<Object> validation() {
        Schema<Object> validation = object("Samples, with whatever the loss takes for each");
        validation.addProperty("input", FieldSchemas.tensor("input of the first layer"));
        validation.addProperty("targets", FieldSchemas.tensor("ground truth, in the form that the loss takes"));
        validation.addProperty("interval",
                described(FieldSchemas.integer(), "steps from one validation to the next; by default an epoch"));
        validation.setRequired(List.of("input"));
        validation.setAdditionalProperties(true);
        return validation;
    }

    private static Schema<Object> training() {
        Schema<Object> training = object("What training has computed");
        training.addProperty("losses", FieldSchemas.tensor("loss of the batch of each step, before the update"));
        Schema<Object> metrics = byName(FieldSchemas.tensor(),
                "by name, the metric of the batch of each step, before the update");
        training.addProperty("metrics", metrics);
        training.addProperty("validation",
                array(FieldSchemas.reference("TrainingMeasures"), "measures of the validation samples"));
        training.addProperty("next_step", described(FieldSchemas.integer(),
                "number of steps taken so far, which is the first_step of a call that goes on"));
        training.addProperty("stopped", described(FieldSchemas.ofType("string"),
                "why training ended before all steps were taken; present if it did"));
        training.addProperty("parameters",
                byName(FieldSchemas.tensor(), "parameters by name, such as layers.0.weight"));
        training.addProperty("buffers", byName(FieldSchemas.tensor(),
                "buffers of layers by name, such as layers.1.running_mean; present if there are any"));
        training.addProperty("state", state("state of the optimizer, for a call that goes on"));
        training.setRequired(List.of("losses", "next_step", "parameters", "state"));
        return training;
    }

    private static Schema<Object> measures() {
        Schema<Object> measures = object("Loss and metrics after a number of steps");
        measures.addProperty("step", described(FieldSchemas.integer(), "number of steps taken before"));
        measures.addProperty("loss", FieldSchemas.tensor("the loss"));
        measures.addProperty("metrics", byName(FieldSchemas.tensor(), "metrics by name"));
        measures.setRequired(List.of("step", "loss"));
        return measures;
    }

    private static Schema<Object> answer() {
        Schema<Object> answer = object("A loss and its gradients");
        answer.addProperty("loss", FieldSchemas.tensor("the loss"));
        answer.addProperty("output", FieldSchemas.tensor("output of the last layer"));
        Schema<Object> gradients = described(FieldSchemas.ofType("array"),
                "for each layer, the gradient with respect to each of its parameters");
        gradients.setItems(byName(FieldSchemas.tensor(), "by parameter name"));
        answer.addProperty("gradients", gradients);
        Schema<Object> buffers = described(FieldSchemas.ofType("array"),
                "for each layer, its buffers after the pass, such as running_mean; present if there are any");
        buffers.setItems(byName(FieldSchemas.tensor(), "by name"));
        answer.addProperty("buffers", buffers);
        answer.addProperty("input_gradient", FieldSchemas.tensor("gradient with respect to the input"));
        answer.addProperty("trace", array(FieldSchemas.reference("TraceStep"),
                "all steps, from the first layer to the loss; present if trace is true"));
        answer.setRequired(List.of("loss", "output", "gradients", "input_gradient"));
        return answer;
    }

    private static Schema<Object> traceStep() {
        Schema<Object> step = object("A layer or the loss, with its part in the forward and the backward pass");
        step.addProperty("step", described(FieldSchemas.ofType("string"), "type of the layer, or id of the loss"));
        step.addProperty("summary", described(FieldSchemas.ofType("string"), "summary of the layer or loss"));
        step.addProperty("formula", described(FieldSchemas.ofType("string"),
                "the forward pass in TeX, where x is the output of the previous step"));
        step.addProperty("output",
                FieldSchemas.tensor("output of the step: y in the rules of a layer, L in those of a loss"));
        step.addProperty("upstream", FieldSchemas
                .tensor("upstream gradient: the gradient of the loss with respect to the output of the step, g in the rules"));
        Schema<Object> rules = described(FieldSchemas.ofType("array"),
                "the backward pass in TeX: the gradients with respect to x, upstream of the previous step, and to the parameters");
        rules.setItems(FieldSchemas.ofType("string"));
        step.addProperty("rules", rules);
        step.setRequired(List.of("step", "summary", "formula", "output", "upstream", "rules"));
        return step;
    }

    private Schema<Object> stepRequest() {
        Schema<Object> request = object(
                "Parameters, their gradients, the state of the optimizer and its options, which GET /v1/optimizers lists");
        request.addProperty("parameters", byName(FieldSchemas.tensor(), "parameters by name"));
        request.addProperty("gradients",
                byName(FieldSchemas.tensor(), "gradient of each parameter, in the shape of the parameter"));
        request.addProperty("state",
                state("state returned by the previous step; absent or empty for the first step"));
        request.addProperty(SharedField.DTYPE.label(), described(FieldSchemas.dtype(), SharedField.DTYPE.meaning()));
        addOptions(request);
        request.setRequired(List.of("parameters", "gradients"));
        request.setAdditionalProperties(false);
        return request;
    }

    /** Adds clipping and the options of all optimizers. */
    private void addOptions(Schema<Object> request) {
        for (String clip : List.of("clip_value", "max_norm")) {
            Schema<Object> limit = FieldSchemas.number();
            limit.addType("null");
            request.addProperty(clip, described(limit, clip.equals("max_norm")
                    ? "maximum Euclidean norm of all gradients together; larger gradients are scaled down to it"
                    : "maximum absolute value of a gradient element; larger elements are clipped to it"));
        }
        MergedFields options = new MergedFields();
        for (OptimizerEntry entry : optimizers.optimizers()) {
            entry.options().forEach(option -> options.add(entry.id(), option));
        }
        options.addTo(request);
    }

    private static Schema<Object> step() {
        Schema<Object> step = object("The result of a step");
        step.addProperty("parameters", byName(FieldSchemas.tensor(), "updated parameters by name"));
        step.addProperty("state", state("state for the next step"));
        step.addProperty("gradient_norm", described(FieldSchemas.number(),
                "Euclidean norm of all gradients before clipping; present if max_norm was sent"));
        step.setRequired(List.of("parameters", "state"));
        return step;
    }

    private static Schema<Object> state(String description) {
        Schema<Object> state = object(description);
        state.setAdditionalProperties(byName(FieldSchemas.tensor(), "by slot name"));
        return state;
    }
}
