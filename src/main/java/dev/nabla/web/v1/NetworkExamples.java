package dev.nabla.web.v1;

import dev.nabla.service.network.NetworkService;
import dev.nabla.service.network.TrainingService;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Examples of backpropagation, optimizer steps and training, with the service's answers. */
@Component
public final class NetworkExamples {

    /** The optimizer of the examples. */
    public static final String OPTIMIZER = "adam";

    private final NetworkService networks;
    private final OptimizerService optimizers;
    private final TrainingService trainings;
    private final JsonForm json;

    NetworkExamples(NetworkService networks, OptimizerService optimizers, TrainingService trainings, JsonForm json) {
        this.networks = networks;
        this.optimizers = optimizers;
        this.trainings = trainings;
        this.json = json;
    }

    /** Examples of backpropagation. The first, which readers see first, has a trace. */
    public List<BodyExample> backpropagations() {
        return List.of(
                new BodyExample("Linear layer and cross-entropy of logits, with trace", """
                        {"layers": [{"type": "linear", "weight": [[1, 0], [0, 1], [1, 1]], "bias": [0, 0, 0.5]}],
                         "input": [[1, 2], [0, -1]], "loss": "cross_entropy", "targets": [2, 0], "trace": true}"""),
                new BodyExample("Linear layer, softmax and cross-entropy of probabilities, with trace",
                        """
                        {"layers": [{"type": "linear", "weight": [[1, 0], [0, 1], [1, 1]], "bias": [0, 0, 0.5]},
                                    {"type": "softmax"}],
                         "input": [[1, 2], [0, -1]], "loss": "categorical_cross_entropy", "targets": [2, 0], "trace": true}"""),
                new BodyExample("Two linear layers with ReLU, and squared error", """
                        {"layers": [{"type": "linear", "weight": [[1, 1], [1, -1]], "bias": [0, 3]}, {"type": "relu"},
                                    {"type": "linear", "weight": [[2, -1]]}],
                         "input": [[1, 2], [3, -1]], "loss": "mse", "targets": [[3], [1]]}"""),
                new BodyExample("A formula that is robust to outliers, and weight decay as a term of the loss", """
                        {"layers": [{"type": "linear", "weight": [[1, 1], [1, -1]], "bias": [0, 3]}], "input": [[1, 2]],
                         "targets": [[2, 4]],
                         "loss": {"terms": [{"name": "robust", "formula": "sqrt(1 + (predictions - targets)^2) - 1"},
                                            {"name": "decay", "formula": "layers.0.weight^2", "reduction": "sum",
                                             "weight": 0.25}]}}"""),
                new BodyExample("No layers: the loss of the input itself, with trace", """
                        {"layers": [], "input": [1, 2, 3], "loss": "mse", "targets": [1, 2, 5], "trace": true}"""));
    }

    /** Examples of steps of {@link #OPTIMIZER}: the first step, and a step with state. */
    public List<BodyExample> steps() {
        return List.of(
                new BodyExample("First step",
                        """
                {"parameters": {"weight": [[1, -2]], "bias": [0.5]}, "gradients": {"weight": [[0.5, 4]], "bias": [-1]}, "lr": 0.125}"""),
                new BodyExample("Second step, with state and gradient clipping", """
                        {"parameters": {"weight": [1, -2]}, "gradients": {"weight": [3, 4]}, "max_norm": 1,
                         "state": {"weight": {"step": 1, "exp_avg": [0.25, 0.5], "exp_avg_sq": [0.0625, 0.25]}}}"""));
    }

    /** Examples of training. */
    public List<BodyExample> trainings() {
        return List.of(
                new BodyExample("A classifier, in shuffled batches, with accuracy and validation", """
                        {"layers": [{"type": "linear", "weight": [[0, 0.25], [0.25, 0], [0.5, -0.25]], "bias": [0, 0, 0]}],
                         "input": [[1, 0], [0.5, 2], [-1, 1], [2, 0.5]], "loss": "cross_entropy", "targets": [0, 1, 2, 0],
                         "optimizer": {"type": "adam", "lr": 0.125}, "steps": 6, "batch_size": 2, "seed": 1,
                         "metrics": ["accuracy"],
                         "validation": {"input": [[1.5, 0], [-0.5, 1]], "targets": [0, 2], "interval": 3}}"""),
                new BodyExample("A loss of one's own, with a learning rate that falls",
                        """
                        {"layers": [{"type": "linear", "weight": [[0.5, 1]]}], "input": [[1, 2], [3, -1]],
                         "loss": {"formula": "log1p((predictions - y)^2)", "inputs": {"y": [[3], [1]]}},
                         "optimizer": {"type": "sgd", "lr": 0.25}, "learning_rate_schedule": "lr / (1 + step)", "steps": 3}"""),
                new BodyExample("A regression with all samples, continued from an earlier call", """
                        {"layers": [{"type": "linear", "weight": [[0.5, 1]]}], "input": [[1, 2], [3, -1]], "loss": "mse",
                         "targets": [[3], [1]], "optimizer": {"type": "sgd", "lr": 0.0625, "momentum": 0.5, "max_norm": 1},
                         "state": {"layers.0.weight": {"momentum_buffer": [[0.25, -0.5]]}}, "first_step": 10, "steps": 2,
                         "metrics": ["mae", "r2"]}"""));
    }

    /** The service's answer to an example of {@link #trainings}, as JSON. */
    public String answerToTraining(BodyExample example) {
        try {
            return json.text(trainings.train(json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's answer to an example of {@link #backpropagations}, as JSON. */
    public String answerToBackpropagation(BodyExample example) {
        try {
            return json.text(networks.backpropagate(json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The service's answer to an example of {@link #steps}, as JSON. */
    public String answerToStep(BodyExample example) {
        try {
            return json.text(optimizers.step(OPTIMIZER, json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
