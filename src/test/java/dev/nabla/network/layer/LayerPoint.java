package dev.nabla.network.layer;

import dev.nabla.tensor.Float64Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A layer with an input and parameters, and the gradient with respect to its output. */
record LayerPoint<L>(LayerFixture<L> fixture, Float64Tensor upstream) {

    /** The numbers as they are, so that a point can be repeated. */
    @Override
    public String toString() {
        return fixture.layer() + " of " + numbers(fixture.input()) + fixture.parameters().entrySet().stream()
                .map(each -> ", " + each.getKey() + " " + numbers(each.getValue())).collect(Collectors.joining())
                + ", upstream " + numbers(upstream);
    }

    private static String numbers(Float64Tensor tensor) {
        return tensor.shape() + Arrays.toString(tensor.values());
    }
}
