package dev.nabla.web.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nabla.curve.Samples;
import dev.nabla.service.loss.LossCurve;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loss, its gradient and its curvature against the prediction, number by number. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Curve")
record CurveAnswer(
    @Schema(description = "the loss whose curve it is") String id,
    @Schema(
        description = "the input that varies; in a row of classes the first number, the others being 0") String variable,
    @Schema(description = "what the other inputs are") Map<String, Double> fixed,
    @Schema(description = "the options that were set") Map<String, String> options,
    @Schema(ref = "Tensor", description = "the points, evenly spaced") double[] prediction,
    @Schema(ref = "Tensor") double[] loss,
    @Schema(ref = "Tensor", description = "first derivatives") double[] gradient,
    @Schema(
        ref = "Tensor",
        description = "second derivatives, where the loss has them") double @Nullable [] curvature) {

    static CurveAnswer of(LossCurve curve) {
        Samples samples = curve.curve().samples();
        return new CurveAnswer(curve.loss().id(), curve.variable(), curve.fixed(), curve.options(), samples.points(),
                samples.loss(), samples.gradient(), samples.curvature());
    }
}
