package dev.nabla.service.objective;

import dev.nabla.expression.objective.ObjectiveEvaluation;
import dev.nabla.expression.objective.ObjectiveEvaluation.TermValue;
import dev.nabla.expression.objective.TermGeometry;
import dev.nabla.expression.objective.TermGeometry.Norms;
import dev.nabla.expression.objective.TermGeometry.Pair;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to the evaluation of an objective. */
public record ObjectiveAnswer(ObjectiveEvaluation evaluation) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("loss").tensor(evaluation.loss()).name("gradients").tensors(evaluation.gradients());
        TermGeometry geometry = evaluation.geometry();
        out.name("terms").beginArray();
        for (int i = 0; i < evaluation.terms().size(); i++) {
            write(out, evaluation.terms().get(i), geometry == null ? null : geometry.norms().get(i));
        }
        out.endArray();
        if (geometry != null) {
            out.name("cosines").beginArray();
            for (Pair pair : geometry.pairs()) {
                write(out, pair);
            }
            out.endArray();
        }
        out.endObject();
    }

    private static void write(AnswerWriter out, TermValue term, @Nullable Norms norms) throws IOException {
        out.beginObject().name("name").string(term.name()).name("value").tensor(term.value());
        out.name("weighted_value").tensor(term.weighted());
        if (term.logVarianceGradient() != null) {
            out.name("log_variance_gradient").tensor(term.logVarianceGradient());
        }
        if (norms != null) {
            out.name("gradients").tensors(term.gradients()).name("gradient_norm").number(norms.all());
            write(out.name("gradient_norms"), norms.byInput());
        }
        out.endObject();
    }

    private static void write(AnswerWriter out, Pair pair) throws IOException {
        out.beginObject().name("terms").beginArray().string(pair.first()).string(pair.second()).endArray();
        out.name("cosine").number(pair.all());
        write(out.name("by_input"), pair.byInput());
        out.endObject();
    }

    private static void write(AnswerWriter out, Map<String, Double> numbers) throws IOException {
        out.beginObject();
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            out.name(number.getKey()).number(number.getValue());
        }
        out.endObject();
    }
}
