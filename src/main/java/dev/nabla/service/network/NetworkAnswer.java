package dev.nabla.service.network;

import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What backpropagation through a network found.
 *
 * @param loss the loss
 * @param output the output of the last layer
 * @param gradients for each layer, the gradient with respect to each of its parameters
 * @param inputGradient the gradient with respect to the input of the network
 * @param trace the steps forward with what came back to them, the loss last; {@code null} if not asked for
 */
public record NetworkAnswer(
    Tensor loss,
    Tensor output,
    List<Map<String, Tensor>> gradients,
    Tensor inputGradient,
    @Nullable List<TraceStep> trace) {

    /**
     * One step of the chain rule.
     *
     * @param name the layer or loss
     * @param summary what it does, in a sentence
     * @param formula what it computes, in TeX
     * @param output what it answered
     * @param upstream the gradient that reached it, with respect to its output
     * @param rules how it goes on from there, in TeX
     */
    public record TraceStep(
        String name,
        String summary,
        String formula,
        Tensor output,
        Tensor upstream,
        List<String> rules) {}
}
