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

/** The curves of losses of one number, as numbers or as a picture. */
@Tag(name = "catalogue")
@RestController
@RequestMapping("/v1/losses/{loss}/curve")
class CurveController {

    static final String SVG = "image/svg+xml";

    private final LossService losses;

    CurveController(LossService losses) {
        this.losses = losses;
    }

    /** The curve as numbers. */
    @Operation(operationId = "curve", summary = "Draws a loss against its prediction", description = """
            Loss, gradient and curvature at evenly spaced predictions, all else fixed: as numbers, or as a plot where \
            Accept is image/svg+xml. The options of the loss and inputs other than predictions and targets are \
            parameters too, by their names: `?delta=2` for huber, `?var=0.5` for gaussian_nll. Losses of a row of \
            logits and a class are drawn against the first of three logits, the others being 0. Losses that are not \
            a function of one number, such as those of vectors, have no curve.""")
    @Parameter(name = "loss", in = ParameterIn.PATH, description = "id or alias, spelt exactly", example = "huber")
    @Parameter(
        name = "from",
        in = ParameterIn.QUERY,
        description = "the first prediction; by default where the loss's domain starts, or -5",
        schema = @Schema(type = "number"))
    @Parameter(
        name = "to",
        in = ParameterIn.QUERY,
        description = "the last prediction; by default where the domain ends, or 5 further",
        schema = @Schema(type = "number"))
    @Parameter(
        name = "points",
        in = ParameterIn.QUERY,
        description = "how many, both ends among them",
        schema = @Schema(type = "integer", minimum = "2", maximum = "10001", defaultValue = "201"))
    @Parameter(
        name = "target",
        in = ParameterIn.QUERY,
        description = "the target; by default 0 for losses of a difference, 1 for most others, and class 0",
        schema = @Schema(type = "number"))
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
                        name = "A picture",
                        value = "<svg xmlns=\"http://www.w3.org/2000/svg\">…</svg>"))})
    @ApiResponse(responseCode = "404", ref = "NotFound")
    @ApiResponse(responseCode = "422", ref = "InvalidRequest")
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    CurveAnswer numbers(@PathVariable String loss,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        return CurveAnswer.of(curve(loss, query));
    }

    /** The curve as a picture. */
    @Hidden
    @GetMapping(produces = SVG)
    String picture(@PathVariable String loss, @RequestParam MultiValueMap<String, String> query) {
        return CurvePlot.svg(curve(loss, query));
    }

    private LossCurve curve(String loss, MultiValueMap<String, String> query) {
        return losses.curve(losses.find(loss), query);
    }
}
