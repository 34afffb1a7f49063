package dev.nabla.web.v1;

import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.Diagnosis;
import dev.nabla.request.Answer;
import dev.nabla.request.AnswerWriter;
import dev.nabla.service.loss.GradientReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a caller's gradients, Hessian diagonals and loss compare with the exact ones. */
@Schema(name = "GradientCheck")
record GradientCheckAnswer(
    @Schema(description = "whether everything sent is within the tolerance") boolean agrees,
    @Schema(description = "likely cause of the first disagreement") String verdict,
    @Schema(description = "present if gradient was sent") @Nullable CheckedTensor gradient,
    @Schema(
        description = "by input name; present if gradients was sent") @Nullable Map<String, CheckedTensor> gradients,
    @Schema(description = "present if hessian_diagonal was sent as a tensor") @Nullable CheckedTensor hessianDiagonal,
    @Schema(
        description = "by input name; present if hessian_diagonal was sent so") @Nullable Map<String, CheckedTensor> hessianDiagonals,
    @Schema(description = "present if loss was sent") @Nullable CheckedTensor loss) implements Answer {

    /** A tensor compared with the exact one. */
    record CheckedTensor(
        @Schema(description = "whether all elements are within the tolerance") boolean agrees,
        String verdict,
        @Schema(description = "what is wrong and its likely cause, in plain English") String explanation,
        @Schema(description = "number of elements compared") int compared,
        @Schema(description = "number of elements outside the tolerance") int differing,
        @Schema(
            description = "the element whose difference is largest relative to the tolerance") @Nullable CheckedElement worst,
        @Schema(
            description = "an element agrees if |difference| ≤ relative · |exact| + absolute") CheckTolerance tolerance,
        @Schema(
            description = "a relative tolerance with which it would agree; present if the numbers are right but imprecise") @Nullable Double suggestedTolerance)
            implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            out.beginObject().name("agrees").bool(agrees).name("verdict").string(verdict);
            out.name("explanation").string(explanation).name("compared").integer(compared);
            out.name("differing").integer(differing);
            write(out, "worst", worst);
            tolerance.writeTo(out.name("tolerance"));
            if (suggestedTolerance != null) {
                out.name("suggested_tolerance").number(suggestedTolerance);
            }
            out.endObject();
        }

        static CheckedTensor of(Comparison comparison) {
            Diagnosis diagnosis = comparison.diagnosis();
            return new CheckedTensor(comparison.agrees(), diagnosis.verdict().label(), diagnosis.explanation(),
                    comparison.shape().elements(), comparison.differing(),
                    comparison.worst() == null ? null : CheckedElement.of(comparison.worst()),
                    new CheckTolerance(comparison.tolerance().relative(), comparison.tolerance().absolute()),
                    comparison.suggestedTolerance().isPresent()
                            ? comparison.suggestedTolerance().getAsDouble()
                            : null);
        }

        private static @Nullable Map<String, CheckedTensor> byInput(Map<String, Comparison> comparisons) {
            Map<String, CheckedTensor> tensors = new LinkedHashMap<>();
            comparisons.forEach((input, comparison) -> tensors.put(input, of(comparison)));
            return tensors.isEmpty() ? null : tensors;
        }

        private static @Nullable CheckedTensor single(Map<String, Comparison> comparisons) {
            return comparisons.isEmpty() ? null : of(comparisons.values().iterator().next());
        }
    }

    record CheckedElement(
        @Schema(description = "index along each axis") int[] index,
        @Schema(ref = "Tensor", description = "the value sent") double given,
        @Schema(ref = "Tensor", description = "the exact value") double exact,
        @Schema(ref = "Tensor", description = "given - exact") double difference,
        @Schema(
            ref = "Tensor",
            description = "|difference| / |exact|") double relativeError,
        @Schema(
            ref = "Tensor",
            description = "|difference| in units in the last place of the exact value in float64") double ulps)
            implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            out.beginObject().name("index").beginArray();
            for (int each : index) {
                out.integer(each);
            }
            out.endArray().name("given").number(given).name("exact").number(exact);
            out.name("difference").number(difference).name("relative_error").number(relativeError);
            out.name("ulps").number(ulps).endObject();
        }

        static CheckedElement of(Comparison.Element element) {
            return new CheckedElement(element.index(), element.given(), element.exact(), element.difference(),
                    element.relativeError(), element.ulps());
        }
    }

    record CheckTolerance(double relative, double absolute) implements Answer {

        @Override
        public void writeTo(AnswerWriter out) throws IOException {
            out.beginObject().name("relative").number(relative).name("absolute").number(absolute).endObject();
        }
    }

    @Override
    public void writeTo(AnswerWriter out) throws IOException {
        out.beginObject().name("agrees").bool(agrees).name("verdict").string(verdict);
        write(out, "gradient", gradient);
        write(out, "gradients", gradients);
        write(out, "hessian_diagonal", hessianDiagonal);
        write(out, "hessian_diagonals", hessianDiagonals);
        write(out, "loss", loss);
        out.endObject();
    }

    private static void write(AnswerWriter out, String name, @Nullable Answer answer) throws IOException {
        if (answer != null) {
            answer.writeTo(out.name(name));
        }
    }

    private static void write(AnswerWriter out, String name, @Nullable Map<String, CheckedTensor> byInput)
            throws IOException {
        if (byInput != null) {
            out.name(name).beginObject();
            for (Map.Entry<String, CheckedTensor> tensor : byInput.entrySet()) {
                tensor.getValue().writeTo(out.name(tensor.getKey()));
            }
            out.endObject();
        }
    }

    static GradientCheckAnswer of(GradientReport report) {
        boolean isSingle = report.isSingle();
        return new GradientCheckAnswer(report.agrees(), report.verdict().label(),
                isSingle ? CheckedTensor.single(report.gradients()) : null,
                isSingle ? null : CheckedTensor.byInput(report.gradients()),
                isSingle ? CheckedTensor.single(report.hessianDiagonals()) : null,
                isSingle ? null : CheckedTensor.byInput(report.hessianDiagonals()),
                report.loss() == null ? null : CheckedTensor.of(report.loss()));
    }
}
