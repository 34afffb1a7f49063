package dev.nabla.benchmark;

import dev.nabla.network.BoundLayer;
import dev.nabla.network.ElementwiseLayer;
import dev.nabla.network.Layer;
import dev.nabla.network.LayerCatalog;
import dev.nabla.network.LayerEntry;
import dev.nabla.network.Network;
import dev.nabla.network.OptimizerEntry;
import dev.nabla.network.OptimizerState;
import dev.nabla.network.Parameters;
import dev.nabla.network.Slot;
import dev.nabla.network.layer.AvgPool2d;
import dev.nabla.network.layer.BatchNorm;
import dev.nabla.network.layer.Conv1d;
import dev.nabla.network.layer.Conv2d;
import dev.nabla.network.layer.Dropout;
import dev.nabla.network.layer.Embedding;
import dev.nabla.network.layer.LayerNorm;
import dev.nabla.network.layer.Linear;
import dev.nabla.network.layer.MaxPool2d;
import dev.nabla.network.layer.MultiheadAttention;
import dev.nabla.network.layer.Relu;
import dev.nabla.option.IntegerPair;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The inputs with which layers, networks and optimizers are measured, forward and backward. */
final class GrowthOfNetworks {

    private GrowthOfNetworks() {}

    static Stream<GrowingWork> of(LayerEntry entry) {
        return switch (entry.defaults()) {
            case ElementwiseLayer layer -> Stream.of(work(entry, "elements", layer, size -> input(size)));
            case Linear layer -> Stream.of(
                    work(entry, "batch, 16 to 16 features", layer, size -> linear(size / 16, 16, 16)),
                    work(entry, "features, 1 to 16", layer, size -> linear(1, size, 16)),
                    work(entry, "batch, features in and out alike", layer,
                            size -> linear(root(size), root(size), root(size))));
            case Conv2d layer -> Stream.of(
                    work(entry, "images, kernel 3x3", layer, size -> convolution2d(1, root(size), 3)),
                    work(entry, "channels in and out, kernel 3x3", layer, size -> convolution2d(size / 64, 8, 3)),
                    work(entry, "images, kernel a quarter", layer,
                            size -> convolution2d(1, root(size), root(size) / 4)));
            case Embedding layer -> Stream.of(
                    work(entry, "indices, 16 rows of 16 features", layer, size -> embedding(size, 16, 16)),
                    work(entry, "rows, 16 indices of 16 features", layer, size -> embedding(16, size / 16, 16)),
                    work(entry, "indices and features alike", layer,
                            size -> embedding(root(size), root(size), root(size))));
            case AvgPool2d layer -> Stream.of(work(entry, "images, kernel 2x2", layer, GrowthOfNetworks::image),
                    pooling(entry, 2,
                            (kernel, padding) -> new AvgPool2d(kernel, IntegerPair.of(1), padding, false, true)),
                    pooling(entry, 4,
                            (kernel, padding) -> new AvgPool2d(kernel, IntegerPair.of(2), padding, false, true)));
            case MaxPool2d layer -> Stream.of(work(entry, "images, kernel 2x2", layer, GrowthOfNetworks::image),
                    pooling(entry, 2, (kernel, padding) -> new MaxPool2d(kernel, IntegerPair.of(1), padding, false)),
                    pooling(entry, 4, (kernel, padding) -> new MaxPool2d(kernel, IntegerPair.of(2), padding, false)));
            case LayerNorm layer -> Stream.of(work(entry, "one row", layer, size -> normalized(1, size)),
                    work(entry, "rows of 4", layer, size -> normalized(size / 4, 4)));
            case MultiheadAttention layer -> Stream.of(
                    work(entry, "sequences of 16 positions of 16 features", layer,
                            size -> attention(size / 256, 16, 16)),
                    work(entry, "positions of one feature", layer, size -> attention(1, size, 1)));
            case Conv1d layer -> Stream.of(
                    work(entry, "length, kernel 3", layer, size -> convolution(1, size, 3)),
                    work(entry, "channels in and out, kernel 3", layer, size -> convolution(root(size), 8, 3)),
                    work(entry, "length, kernel its root", layer, size -> convolution(1, size, root(size))));
            case BatchNorm layer -> Stream.of(work(entry, "rows of 4", layer, size -> running(size / 4, 4)),
                    work(entry, "4 rows", layer, size -> running(4, size / 4)));
            case Dropout layer ->
                Stream.of(work(entry, "elements", layer, size -> with(input(size), "mask", input(size))));
            case Layer layer -> Stream.of(work(entry, "one row", layer, size -> input(1, size)),
                    work(entry, "rows of 4", layer, size -> input(size / 4, 4)));
        };
    }

    static GrowingWork ofNetworks() {
        LayerEntry relu = new LayerCatalog().entries().stream().filter(entry -> entry.defaults() instanceof Relu)
                .findFirst().orElseThrow();
        return new GrowingWork("backpropagate", "layers, one element", size -> Optional.of(() -> {
            Network network = new Network(Collections.nCopies(size,
                    new BoundLayer(relu, relu.defaults(), new Parameters(Map.of()))));
            network.forward(input(1).input).backward(input(1).input);
        }));
    }

    static Stream<GrowingWork> of(OptimizerEntry entry) {
        return Stream.of(new GrowingWork(entry.id(), "elements", size -> Optional.of(() -> step(entry, size, 1))),
                new GrowingWork(entry.id(), "parameters of one element", size -> Optional.of(() -> {
                    for (int i = 0; i < size; i++) {
                        step(entry, 1, 1);
                    }
                })),
                new GrowingWork(entry.id(), "number of the step", size -> Optional.of(() -> step(entry, 64, size))));
    }

    private static void step(OptimizerEntry entry, int size, int number) {
        OptimizerState state = new OptimizerState(size);
        if (entry.slots().contains(Slot.STEP)) {
            state.put(Slot.STEP, new double[]{number});
        }
        entry.defaults().step(new double[size], input(size).input.values(), state);
    }

    /** An input with the parameters of a layer. */
    private record Inputs(Float64Tensor input, Map<String, Float64Tensor> parameters) {}

    private interface InputsOfSize {

        Inputs of(int size);
    }

    private interface PoolingLayer {

        Layer of(IntegerPair kernelSize, IntegerPair padding);
    }

    private static GrowingWork work(LayerEntry entry, String how, Layer layer, InputsOfSize inputs) {
        return new GrowingWork(entry.id(), how, size -> {
            Inputs sized = inputs.of(size);
            return Optional.of(() -> run(layer, sized));
        });
    }

    /** Windows of a part of the image's height and width, with as much padding as they may have. */
    private static GrowingWork pooling(LayerEntry entry, int part, PoolingLayer pooling) {
        return new GrowingWork(entry.id(), "images, kernel 1/" + part + " of the side", size -> {
            int side = root(size) / part;
            Layer layer = pooling.of(IntegerPair.of(side), IntegerPair.of(side / 2));
            Inputs image = image(size);
            return Optional.of(() -> run(layer, image));
        });
    }

    private static void run(Layer layer, Inputs inputs) {
        Layer.Pass pass = layer.forward(inputs.input, new Parameters(inputs.parameters));
        pass.backward(pass.output(), new HashMap<>());
    }

    private static int root(int size) {
        return (int) Math.sqrt(size);
    }

    private static Inputs input(int... sizes) {
        return new Inputs(random(sizes), Map.of());
    }

    private static Inputs with(Inputs inputs, String name, Inputs parameter) {
        return new Inputs(inputs.input, Map.of(name, parameter.input));
    }

    private static Inputs image(int size) {
        return input(1, root(size), root(size));
    }

    private static Inputs linear(int batch, int in, int out) {
        return new Inputs(random(batch, in), Map.of("weight", random(out, in), "bias", random(out)));
    }

    private static Inputs convolution2d(int channels, int side, int kernel) {
        return new Inputs(random(channels, side, side), Map.of("weight", random(channels, channels, kernel, kernel)));
    }

    private static Inputs convolution(int channels, int length, int kernel) {
        return new Inputs(random(channels, length), Map.of("weight", random(channels, channels, kernel)));
    }

    private static Inputs running(int rows, int channels) {
        return new Inputs(random(rows, channels), Map.of("running_mean", Float64Tensor.zeros(Shape.of(channels)),
                "running_var", Float64Tensor.zeros(Shape.of(channels))));
    }

    private static Inputs embedding(int indices, int rows, int features) {
        Float64Tensor input = random(indices);
        for (int i = 0; i < indices; i++) {
            input.values()[i] = i % rows;
        }
        return new Inputs(input, Map.of("weight", random(rows, features)));
    }

    private static Inputs attention(int batch, int length, int features) {
        return new Inputs(random(batch, length, features), Map.of("in_proj_weight", random(3 * features, features),
                "out_proj_weight", random(features, features)));
    }

    private static Inputs normalized(int rows, int features) {
        return new Inputs(random(rows, features), Map.of("weight", random(features), "bias", random(features)));
    }

    private static Float64Tensor random(int... sizes) {
        Shape shape = Shape.of(sizes);
        return new Float64Tensor(shape, new SplittableRandom(1).doubles(shape.elements(), -2, 2).toArray());
    }
}
