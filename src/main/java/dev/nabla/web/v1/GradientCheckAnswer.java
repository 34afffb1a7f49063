package dev.nabla.web.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nabla.gradcheck.Comparison;
import dev.nabla.gradcheck.Diagnosis;
import dev.nabla.service.loss.GradientReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller's gradient, and loss, look like beside the exact ones. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "GradientCheck")
record GradientCheckAnswer(
    @Schema(description = "whether all that was sent is within the tolerance") boolean agrees,
    @Schema(description = "which mistake the first part that does not agree looks like") String verdict,
    @Schema(description = "what is wrong and where it may come from, for people") String explanation,
    @Schema(description = "where gradient was sent") @Nullable Part gradient,
    @Schema(description = "by name of input, where gradients was sent") @Nullable Map<String, Part> gradients,
    @Schema(description = "where loss was sent") @Nullable Part loss) {

    /** A tensor beside the exact one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CheckedTensor")
    record Part(
        boolean agrees,
        String verdict,
        String explanation,
        @Schema(description = "elements compared") int compared,
        @Schema(description = "elements that do not agree") int differing,
        @Schema(description = "the element that is farthest off, measured by the tolerance") @Nullable Element worst,
        @Schema(
            description = "how far an element may be off: relative times the exact number's size, plus absolute") Limits tolerance) {

        static Part of(Comparison comparison) {
            Diagnosis diagnosis = comparison.diagnosis();
            return new Part(comparison.agrees(), diagnosis.verdict().label(), diagnosis.explanation(),
                    comparison.shape().elements(), comparison.differing(),
                    comparison.worst() == null ? null : Element.of(comparison.worst()),
                    new Limits(comparison.tolerance().relative(), comparison.tolerance().absolute()));
        }
    }

    @Schema(name = "CheckedElement")
    record Element(
        @Schema(description = "index along each axis") int[] index,
        @Schema(ref = "Tensor", description = "the caller's number") double given,
        @Schema(ref = "Tensor", description = "the exact number") double exact,
        @Schema(ref = "Tensor", description = "given less exact") double difference,
        @Schema(
            ref = "Tensor",
            description = "size of the difference over that of the exact number") double relativeError,
        @Schema(
            ref = "Tensor",
            description = "size of the difference in units in the last place of the exact number in float64") double ulps) {

        static Element of(Comparison.Element element) {
            return new Element(element.index(), element.given(), element.exact(), element.difference(),
                    element.relativeError(), element.ulps());
        }
    }

    @Schema(name = "CheckTolerance")
    record Limits(double relative, double absolute) {}

    static GradientCheckAnswer of(GradientReport report) {
        Map<String, Part> parts = new LinkedHashMap<>();
        report.gradients().forEach((input, comparison) -> parts.put(input, Part.of(comparison)));
        Diagnosis diagnosis = report.diagnosis();
        return new GradientCheckAnswer(report.agrees(), diagnosis.verdict().label(), diagnosis.explanation(),
                report.isSingle() ? parts.values().iterator().next() : null, report.isSingle() ? null : parts,
                report.loss() == null ? null : Part.of(report.loss()));
    }
}
