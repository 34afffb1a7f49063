package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of backpropagation through a network.
 *
 * @param loss the loss
 * @param output the output of the last layer
 * @param gradients for each layer, the gradient with respect to each of its parameters
 * @param buffers for each layer, what its buffers are after the pass, such as running statistics
 * @param inputGradient the gradient with respect to the input of the network
 * @param trace the steps of the forward pass with their upstream gradients, the loss last; {@code null} if not requested
 */
public record NetworkAnswer(
    Tensor loss,
    Tensor output,
    List<Map<String, Tensor>> gradients,
    List<Map<String, Tensor>> buffers,
    Tensor inputGradient,
    @Nullable List<TraceStep> trace) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("loss").tensor(loss).name("output").tensor(output);
        write(out, "gradients", gradients);
        if (!buffers.stream().allMatch(Map::isEmpty)) {
            write(out, "buffers", buffers);
        }
        out.name("input_gradient").tensor(inputGradient);
        if (trace != null) {
            out.name("trace").beginArray();
            for (TraceStep step : trace) {
                step.writeTo(out);
            }
            out.endArray();
        }
        out.endObject();
    }

    private static void write(AnswerWriter out, String name, List<Map<String, Tensor>> layers) throws IOException {
        out.name(name).beginArray();
        for (Map<String, Tensor> layer : layers) {
            out.tensors(layer);
        }
        out.endArray();
    }

    /**
     * One step of the chain rule.
     *
     * @param name the layer or loss
     * @param summary one sentence: what it does
     * @param formula what it computes, in TeX
     * @param output its output
     * @param upstream the upstream gradient, with respect to its output
     * @param rules the gradients it computes from there, in TeX
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
