package dev.nabla.network.layer;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A layer, with an input and parameters to try it on. */
record LayerFixture<L>(L layer, Float64Tensor input, Map<String, Float64Tensor> parameters) {

    static <L> LayerFixture<L> of(L layer, Float64Tensor input) {
        return new LayerFixture<>(layer, input, Map.of());
    }

    LayerFixture<L> with(String name, Float64Tensor parameter) {
        Map<String, Float64Tensor> more = new LinkedHashMap<>(parameters);
        more.put(name, parameter);
        return new LayerFixture<>(layer, input, more);
    }

    /** Numbers between -2 and 2, others for each seed. */
    static Float64Tensor random(long seed, int... sizes) {
        Shape shape = Shape.of(sizes);
        return new Float64Tensor(shape, new SplittableRandom(seed).doubles(shape.elements(), -2, 2).toArray());
    }

    /** An upstream gradient without zeros. */
    static Float64Tensor upstream(Shape shape) {
        double[] numbers = new double[shape.elements()];
        Arrays.setAll(numbers, i -> ((i * 7 + 3) % 11 - 4.75) / 4);
        return new Float64Tensor(shape, numbers);
    }

    @Override
    public String toString() {
        return layer + " of " + input.shape() + " with " + parameters.keySet();
    }
}
