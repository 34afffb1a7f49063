package dev.nabla.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Prints how long a network of 784, 256 and 10 numbers takes forward and backward here and, where it is installed, in
 * libtorch, on one thread and on two: a batch of 256 in float32, cross entropy, the gradients of all parameters and of the
 * input.
 *
 * <p>{@code ./mvnw -P libtorch,run -Dmain=dev.nabla.benchmark.NetworkComparison}, which downloads libtorch.
 */
public final class NetworkComparison {

    private NetworkComparison() {}

    public static void main(String... arguments) {
        List<NetworkCompetitor> competitors = new ArrayList<>(List.of(new NablaNetwork()));
        ServiceLoader.load(NetworkCompetitor.class).forEach(competitors::add);
        MultilayerPerceptron perceptron = MultilayerPerceptron.random(256, 784, 256, 10);
        competitors.forEach(competitor -> competitor.prepare(perceptron));
        new Comparison("784-256-10, batch 256, float32, forward and backward", 300, competitors).run();
    }
}
