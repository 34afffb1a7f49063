package dev.nabla.web.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nabla.curve.Samples;
import dev.nabla.service.loss.LossCurve;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loss, its gradient and its curvature at evenly spaced predictions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Curve")
record CurveAnswer(
    @Schema(description = "id of the loss") String id,
    @Schema(
        description = "name of the input that varies; if it is a row of logits, only the first varies") String variable,
    @Schema(
        description = "values of the other inputs, by name, and of the other logits: `predictions[1]`") Map<String, Double> fixed,
    @Schema(description = "options set in the query, by name") Map<String, String> options,
    @Schema(ref = "Tensor", description = "evenly spaced predictions") double[] prediction,
    @Schema(ref = "Tensor", description = "loss at each prediction") double[] loss,
    @Schema(ref = "Tensor", description = "first derivative at each prediction") double[] gradient,
    @Schema(
        ref = "Tensor",
        description = "second derivative at each prediction, if the loss has one") double @Nullable [] curvature) {

    static CurveAnswer of(LossCurve curve) {
        Samples samples = curve.curve().samples();
        return new CurveAnswer(curve.loss().id(), curve.variable(), curve.fixed(), curve.options(), samples.points(),
                samples.loss(), samples.gradient(), samples.curvature());
    }
}
