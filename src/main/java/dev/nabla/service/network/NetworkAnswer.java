package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
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
    @Nullable List<TraceStep> trace) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("loss").tensor(loss).name("output").tensor(output).name("gradients").beginArray();
        for (Map<String, Tensor> layer : gradients) {
            out.tensors(layer);
        }
        out.endArray().name("input_gradient").tensor(inputGradient);
        if (trace != null) {
            out.name("trace").beginArray();
            for (TraceStep step : trace) {
                step.writeTo(out);
            }
            out.endArray();
        }
        out.endObject();
    }

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
        List<String> rules) implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            out.beginObject().name("step").string(name).name("summary").string(summary);
            out.name("formula").string(formula).name("output").tensor(output).name("upstream").tensor(upstream);
            out.name("rules").beginArray();
            for (String rule : rules) {
                out.string(rule);
            }
            out.endArray().endObject();
        }
    }
}
