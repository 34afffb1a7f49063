package dev.nabla.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.libtorch.Libtorch;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.regression.Mse;
import dev.nabla.network.layer.MultiheadAttention;
import dev.nabla.request.Faults;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks of dense layers and attention have the gradients that libtorch's automatic differentiation finds. */
class LibtorchNetworkTests {

    private static final long SEED = 20_250_918L;
    private static final double TOLERANCE = 1e-12;
    private static final Libtorch LIBTORCH = new Libtorch();
    private static final LayerCatalog LAYERS = new LayerCatalog();

    @AfterAll
    static void close() {
        LIBTORCH.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 4 3", "2, 4 6 2", "5, 8 16 3", "3, 5 7 6 1", "16, 12 32 24 4"})
    void gradientsOfAStackOfLayersShouldBeThoseOfLibtorch(int batch, String widths) {
        RandomGenerator random = new SplittableRandom(SEED);
        int[] width = Arrays.stream(widths.split(" ")).mapToInt(Integer::parseInt).toArray();
        int layers = width.length - 1;
        Map<String, Tensor> given = new LinkedHashMap<>();
        List<BoundLayer> stages = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            Float64Tensor weight = draw(random, width[i + 1], width[i]);
            Float64Tensor bias = draw(random, width[i + 1]);
            given.put("weight" + i, weight);
            given.put("bias" + i, bias);
            stages.add(stage("linear", Map.of("weight", weight, "bias", bias)));
            stages.add(stage(i == layers - 1 ? "sigmoid" : "relu", Map.of()));
        }
        Float64Tensor input = draw(random, batch, width[0]);
        given.put("input", input);
        List<String> wrt = List.copyOf(given.keySet());
        given.put("targets", draw(random, batch, width[layers]));
        given.put("layers", TaskBuilder.scalar(layers));

        Evaluation theirs = LIBTORCH.evaluate("dense", given, wrt, null, false);

        Network.Backward backward = backpropagate(new Network(stages), given, theirs);
        assertAgree(backward.input(), theirs.gradients().get("input"));
        for (int i = 0; i < layers; i++) {
            Map<String, Tensor> own = backward.parameters().get(2 * i);
            assertAgree(Objects.requireNonNull(own.get("weight")), theirs.gradients().get("weight" + i));
            assertAgree(Objects.requireNonNull(own.get("bias")), theirs.gradients().get("bias" + i));
        }
    }

    /** More queries than are computed at once, odd sizes, and a single position. */
    @ParameterizedTest
    @CsvSource({"2, 3, 4, 2, false", "3, 70, 12, 3, true", "1, 65, 10, 1, false", "4, 1, 6, 6, true",
            "2, 33, 35, 7, true"})
    void gradientsOfAttentionShouldBeThoseOfLibtorch(int batch, int length, int features, int heads,
            boolean isCausal) {
        RandomGenerator random = new SplittableRandom(SEED);
        Map<String, Float64Tensor> parameters = new LinkedHashMap<>();
        parameters.put("in_proj_weight", draw(random, 3 * features, features));
        parameters.put("in_proj_bias", draw(random, 3 * features));
        parameters.put("out_proj_weight", draw(random, features, features));
        parameters.put("out_proj_bias", draw(random, features));
        Map<String, Tensor> given = new LinkedHashMap<>(parameters);
        given.put("input", draw(random, batch, length, features));
        List<String> wrt = List.copyOf(given.keySet());
        given.put("targets", draw(random, batch, length, features));
        given.put("num_heads", TaskBuilder.scalar(heads));
        given.put("is_causal", TaskBuilder.scalar(isCausal ? 1 : 0));

        Evaluation theirs = LIBTORCH.evaluate("attention", given, wrt, null, false);

        Layer layer = new MultiheadAttention(heads, isCausal);
        Network network = new Network(List.of(new BoundLayer(LAYERS.find("multihead_attention").orElseThrow(), layer,
                new Parameters(parameters))));
        Network.Backward backward = backpropagate(network, given, theirs);
        assertAgree(backward.input(), theirs.gradients().get("input"));
        backward.parameters().getFirst()
                .forEach((name, gradient) -> assertAgree(gradient, theirs.gradients().get(name)));
    }

    /** The gradients of the mean squared error, which agrees with that of libtorch. */
    private static Network.Backward backpropagate(Network network, Map<String, Tensor> given, Evaluation theirs) {
        Network.Forward forward = network.forward(Objects.requireNonNull(given.get("input")));
        Evaluation loss = Evaluator.evaluate(TaskBuilder.of(new Mse()).input("predictions", forward.output())
                .input("targets", Objects.requireNonNull(given.get("targets"))).wrt(Set.of("predictions")).build());
        assertAgree(loss.loss(), theirs.loss());
        return forward.backward((Float64Tensor) Objects.requireNonNull(loss.gradients().get("predictions")));
    }

    private static BoundLayer stage(String name, Map<String, Float64Tensor> parameters) {
        LayerEntry entry = LAYERS.find(name).orElseThrow();
        return new BoundLayer(entry, entry.build(Map.of(), new Faults()), new Parameters(parameters));
    }

    private static Float64Tensor draw(RandomGenerator random, int... sizes) {
        Shape shape = Shape.of(sizes);
        return new Float64Tensor(shape, random.doubles(shape.elements(), -1, 1).toArray());
    }

    private static void assertAgree(Tensor ours, @Nullable Tensor theirs) {
        Tensor expected = Objects.requireNonNull(theirs);
        assertThat(ours.shape()).isEqualTo(expected.shape());
        double largest = IntStream.range(0, ours.shape().elements()).mapToDouble(i -> Math.abs(ours.get(i))).max()
                .orElse(0);
        IntStream.range(0, ours.shape().elements())
                .forEach(i -> assertThat(Math.abs(ours.get(i) - expected.get(i))).isLessThanOrEqualTo(
                        TOLERANCE * largest));
    }
}
