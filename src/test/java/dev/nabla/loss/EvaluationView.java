package dev.nabla.loss;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An evaluation as plain numbers, in which −0 is 0. */
public record EvaluationView(Evaluation evaluation) {

    /** The loss, reduced or not. */
    public double[] loss() {
        return numbers(evaluation.loss());
    }

    /** The gradient with respect to {@code predictions}. */
    public double[] gradient() {
        return gradient("predictions");
    }

    public double[] gradient(String input) {
        return numbers(of(evaluation.gradients(), input));
    }

    /** The Hessian diagonal with respect to {@code predictions}. */
    public double[] hessian() {
        return hessian("predictions");
    }

    public double[] hessian(String input) {
        return numbers(of(evaluation.hessianDiagonals(), input));
    }

    /** Whether a number of it is NaN. */
    boolean containsNaN() {
        return Stream.of(Stream.of(evaluation.loss()), evaluation.gradients().values().stream(),
                evaluation.hessianDiagonals().values().stream()).flatMap(tensors -> tensors)
                .flatMapToDouble(tensor -> Arrays.stream(numbers(tensor))).anyMatch(Double::isNaN);
    }

    private static Tensor of(Map<String, Tensor> tensors, String input) {
        return Objects.requireNonNull(tensors.get(input), input);
    }

    static double[] numbers(Tensor tensor) {
        double[] numbers = new double[tensor.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = tensor.get(i) + 0.0;
        }
        return numbers;
    }
}
