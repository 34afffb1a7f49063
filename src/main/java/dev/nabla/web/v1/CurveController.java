package dev.nabla.web.v1;

import dev.nabla.service.loss.LossCurve;
import dev.nabla.service.loss.LossService;
import dev.nabla.web.plot.CurvePlot;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Samples a loss over a range of predictions, as JSON or as a plot. */
@Tag(name = "catalog")
@RestController
@RequestMapping("/v1/losses/{loss}/curve")
class CurveController {

    static final String SVG = "image/svg+xml";

    private final LossService losses;

    CurveController(LossService losses) {
        this.losses = losses;
    }

    @Operation(operationId = "curve", summary = "Samples a loss over a range of predictions", description = """
            Loss, gradient and curvature at evenly spaced predictions, with all other inputs fixed: as JSON, or as a \
            plot if Accept is image/svg+xml. Options of the loss, and its inputs other than predictions and targets, \
            are query parameters of the same name: `?delta=2` for huber, `?var=0.5` for gaussian_nll. A loss of logits \
            and a class is sampled over the first of three logits; the other two are 0, and `fixed` \
            says so. A loss that is not a function \
            of a single number, such as a loss of vectors, has no curve.""")
    @Parameter(
        name = "loss",
        in = ParameterIn.PATH,
        description = "id or alias of the loss, matched exactly",
        example = "huber")
    @Parameter(
        name = "from",
        in = ParameterIn.QUERY,
        description = "first prediction; defaults to the lower end of the domain, else to -5, or target - 5 for losses of the residual",
        schema = @Schema(type = "number", format = "double"))
    @Parameter(
        name = "to",
        in = ParameterIn.QUERY,
        description = "last prediction; defaults to the upper end of the domain, else to 5 above its lower end, above 0 or above target",
        schema = @Schema(type = "number", format = "double"))
    @Parameter(
        name = "points",
        in = ParameterIn.QUERY,
        description = "number of predictions, both ends included",
        schema = @Schema(type = "integer", format = "int64", minimum = "2", maximum = "10001", defaultValue = "201"))
    @Parameter(
        name = "target",
        in = ParameterIn.QUERY,
        description = "the target; defaults to 0 for losses of the residual, 1 for most others, and class 0",
        schema = @Schema(type = "number", format = "double"))
    @ApiResponse(
        responseCode = "200",
        description = "The curve",
        content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(implementation = CurveAnswer.class)),
                @Content(
                    mediaType = SVG,
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject(
                        name = "Plot",
                        value = "<svg xmlns=\"http://www.w3.org/2000/svg\">…</svg>"))})
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    CurveAnswer samples(@PathVariable String loss,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        return CurveAnswer.of(curve(loss, query));
    }

    @Hidden
    @GetMapping(produces = SVG)
    String plot(@PathVariable String loss, @RequestParam MultiValueMap<String, String> query) {
        return CurvePlot.svg(curve(loss, query));
    }

    private LossCurve curve(String loss, MultiValueMap<String, String> query) {
        return losses.curve(losses.find(loss), query);
    }
}
