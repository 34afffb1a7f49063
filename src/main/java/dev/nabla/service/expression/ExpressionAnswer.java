package dev.nabla.service.expression;

import dev.nabla.expression.check.Accuracy;
import dev.nabla.expression.check.FormulaCheck;
import dev.nabla.expression.check.FormulaCheck.Advice;
import dev.nabla.expression.check.FormulaCheck.Derivative;
import dev.nabla.expression.check.FormulaCheck.Measured;
import dev.nabla.expression.explain.Explanation;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.service.loss.LossAnswer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the evaluation of a formula.
 *
 * @param loss the loss and its derivatives
 * @param check the digits that it loses; {@code null} if that was not asked for
 * @param explanation how it reads; {@code null} if that was not asked for
 */
public record ExpressionAnswer(
    LossAnswer loss,
    FormulaCheck.@Nullable Report check,
    @Nullable Explanation explanation) implements Answer {

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject();
        loss.writeMembers(out);
        if (check != null) {
            write(out.name("check"), check);
        }
        if (explanation != null) {
            write(out.name("explanation"), explanation);
        }
        out.endObject();
    }

    private static void write(AnswerWriter out, FormulaCheck.Report report) throws IOException {
        out.beginObject();
        write(out.name("values"), report.values());
        out.name("gradients").beginObject();
        for (Map.Entry<String, Measured> gradient : report.gradients().entrySet()) {
            write(out.name(gradient.getKey()), gradient.getValue());
        }
        out.endObject();
        if (!report.derivatives().isEmpty()) {
            out.name("derivatives").beginObject();
            for (Map.Entry<String, Derivative> derivative : report.derivatives().entrySet()) {
                write(out.name(derivative.getKey()), derivative.getValue());
            }
            out.endObject();
        }
        out.name("advice").beginArray();
        for (Advice advice : report.advice()) {
            write(out, advice);
        }
        out.endArray().endObject();
    }

    private static void write(AnswerWriter out, Explanation explanation) throws IOException {
        out.beginObject();
        if (!explanation.definitions().isEmpty()) {
            writeTexts(out.name("definitions"), explanation.definitions());
        }
        out.name("formula").string(explanation.value());
        writeTexts(out.name("gradients"), explanation.gradients());
        out.endObject();
    }

    private static void writeTexts(AnswerWriter out, Map<String, String> texts) throws IOException {
        out.beginObject();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.name(text.getKey()).string(text.getValue());
        }
        out.endObject();
    }

    private static void write(AnswerWriter out, Measured measured) throws IOException {
        out.beginObject();
        writeWorst(out, measured.worst(), measured.index());
        out.endObject();
    }

    private static void writeWorst(AnswerWriter out, Accuracy worst, int[] index) throws IOException {
        out.name("ulps").number(worst.ulps());
        writeIndex(out, index);
        out.name("computed").number(worst.computed()).name("exact").number(worst.exact());
    }

    private static void writeIndex(AnswerWriter out, int[] index) throws IOException {
        out.name("index").beginArray();
        for (int each : index) {
            out.integer(each);
        }
        out.endArray();
    }

    private static void write(AnswerWriter out, Derivative derivative) throws IOException {
        out.beginObject().name("agrees").bool(derivative.agrees());
        writeIndex(out, derivative.index());
        out.name("given").number(derivative.given()).name("derivative").number(derivative.derivative()).endObject();
    }

    private static void write(AnswerWriter out, Advice advice) throws IOException {
        out.beginObject().name("part").string(advice.part());
        if (!advice.instead().isEmpty()) {
            out.name("instead").string(advice.instead());
        }
        if (advice.place().isPresent()) {
            out.name("line").integer(advice.place().get().line());
            out.name("column").integer(advice.place().get().column());
        }
        writeWorst(out, advice.worst(), advice.index());
        out.endObject();
    }
}
