package dev.nabla.network.layer;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A layer with what reaches it. */
record Specimen<L>(L layer, Float64Tensor input, Map<String, Float64Tensor> parameters) {

    static <L> Specimen<L> of(L layer, Float64Tensor input) {
        return new Specimen<>(layer, input, Map.of());
    }

    Specimen<L> with(String name, Float64Tensor parameter) {
        Map<String, Float64Tensor> more = new LinkedHashMap<>(parameters);
        more.put(name, parameter);
        return new Specimen<>(layer, input, more);
    }

    /** Numbers between -2 and 2, others for each seed. */
    static Float64Tensor random(long seed, int... sizes) {
        Shape shape = Shape.of(sizes);
        return new Float64Tensor(shape, new SplittableRandom(seed).doubles(shape.elements(), -2, 2).toArray());
    }

    /** A gradient to come from above: none of its numbers is 0. */
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
