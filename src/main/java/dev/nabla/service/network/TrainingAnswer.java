package dev.nabla.service.network;

import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The answer to a request for training.
 *
 * @param steps what was measured at each step
 * @param metrics the names of the metrics
 * @param result what the training ended with
 */
public record TrainingAnswer(List<TrainingStep> steps, List<String> metrics, TrainingResult result) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("losses").tensor(series(Measures::loss).in(result.dtype()));
        if (!metrics.isEmpty()) {
            out.name("metrics").beginObject();
            for (String metric : metrics) {
                out.name(metric).tensor(series(measures -> measures.metrics().getOrDefault(metric, Double.NaN)));
            }
            out.endObject();
        }
        if (result.validation() != null) {
            writeValidation(out);
        }
        result.writeMembers(out);
        out.endObject();
    }

    private Tensor series(ToDoubleFunction<Measures> measure) {
        return new Float64Tensor(Shape.of(steps.size()),
                steps.stream().map(TrainingStep::batch).mapToDouble(measure).toArray());
    }

    private void writeValidation(AnswerWriter out) throws IOException {
        List<Measures> all = new ArrayList<>();
        for (TrainingStep step : steps) {
            if (step.validation() != null) {
                all.add(step.validation());
            }
        }
        if (result.validation() != null) {
            all.add(result.validation());
        }
        out.name("validation").beginArray();
        for (Measures measures : all) {
            out.beginObject();
            measures.writeTo(out, result.dtype());
            out.endObject();
        }
        out.endArray();
    }
}
