package dev.nabla.web.v1;

import dev.nabla.service.network.NetworkService;
import dev.nabla.service.optimizer.OptimizerService;
import dev.nabla.web.form.JsonForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Requests for backpropagation and for steps of an optimizer, with what the service answers to them. */
@Component
public final class NetworkExamples {

    /** The optimizer of the examples. */
    public static final String OPTIMIZER = "adam";

    private final NetworkService networks;
    private final OptimizerService optimizers;
    private final JsonForm json;

    NetworkExamples(NetworkService networks, OptimizerService optimizers, JsonForm json) {
        this.networks = networks;
        this.optimizers = optimizers;
        this.json = json;
    }

    /** A request that can be sent as it stands. */
    public record Example(String name, String body) {}

    /** Requests for backpropagation, the first of them the chain rule to be read step by step. */
    public List<Example> networks() {
        return List.of(
                new Example("Softmax cross-entropy behind one linear layer, step by step", """
                        {"layers": [{"type": "linear", "weight": [[1, 0], [0, 1], [1, 1]], "bias": [0, 0, 0.5]}],
                         "input": [[1, 2], [0, -1]], "loss": "cross_entropy", "targets": [2, 0], "trace": true}"""),
                new Example("The same from probabilities, step by step",
                        """
                        {"layers": [{"type": "linear", "weight": [[1, 0], [0, 1], [1, 1]], "bias": [0, 0, 0.5]},
                                    {"type": "softmax"}],
                         "input": [[1, 2], [0, -1]], "loss": "categorical_cross_entropy", "targets": [2, 0], "trace": true}"""),
                new Example("Two layers and a squared error", """
                        {"layers": [{"type": "linear", "weight": [[1, 1], [1, -1]], "bias": [0, 3]}, {"type": "relu"},
                                    {"type": "linear", "weight": [[2, -1]]}],
                         "input": [[1, 2], [3, -1]], "loss": "mse", "targets": [[3], [1]]}"""),
                new Example("No layers: the loss of the input itself, step by step", """
                        {"layers": [], "input": [1, 2, 3], "loss": "mse", "targets": [1, 2, 5], "trace": true}"""));
    }

    /** Steps of {@link #OPTIMIZER}, the second of which sends back what the first was answered. */
    public List<Example> steps() {
        return List.of(
                new Example("The first step",
                        """
                {"parameters": {"weight": [[1, -2]], "bias": [0.5]}, "gradients": {"weight": [[0.5, 4]], "bias": [-1]}, "lr": 0.125}"""),
                new Example("A step with the state of the one before, clipped", """
                        {"parameters": {"weight": [1, -2]}, "gradients": {"weight": [3, 4]}, "max_norm": 1,
                         "state": {"weight": {"step": 1, "exp_avg": [0.25, 0.5], "exp_avg_sq": [0.0625, 0.25]}}}"""));
    }

    /** The JSON that the service answers to a request for backpropagation. */
    public String answerOfNetwork(Example example) {
        try {
            return json.text(networks.backpropagate(json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON that the service answers to a step. */
    public String answerOfStep(Example example) {
        try {
            return json.text(optimizers.step(OPTIMIZER, json.request(example.body())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
