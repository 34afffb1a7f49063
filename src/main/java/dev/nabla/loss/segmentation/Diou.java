package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Intersection over union with the distance of the centers. */
@Definition(
    aliases = "distance_box_iou_loss(reduction=none)",
    summary = "Distance IoU loss of bounding boxes: the IoU loss plus the squared distance of the centers, relative to the diagonal of the enclosing box.",
    formula = "1 - \\frac{I}{U + \\text{eps}} + \\frac{\\rho^2}{D}, \\quad D = w_E^2 + h_E^2 + \\text{eps}",
    gradient = "\\frac{I\\,\\partial U - (U + \\text{eps})\\,\\partial I}{(U + \\text{eps})^2} + \\frac{\\partial \\rho^2}{D} - \\frac{\\rho^2\\,\\partial D}{D^2}",
    edges = {"Boxes that are disjoint or only touch overlap by 0, with gradient 0.",
            "Where two sides are at the same place, the slope is the mean of those on either side of it.",
            "If the enclosing box is a point and eps is 0, the last term is 0."},
    references = {"Zheng et al. (2020), Distance-IoU loss", "torchvision distance_box_iou_loss"},
    examples = @Example(
        name = "One that overlaps and one that does not",
        body = """
            {"predictions": [[0, 0, 2, 2.5], [1, 1, 2, 3]], "targets": [[0.5, 1, 3, 3], [4, 0.5, 5, 2]], "reduction": "sum"}"""))
public record Diou(@Option(value = EPS, within = "[0, inf)") double eps) implements BoxLoss {

    public Diou {
        OptionSpec.check(Diou.class, "eps", eps);
    }

    public Diou() {
        this(1e-7);
    }

    @Override
    public ScaledDoubleDouble value(BoxPair pair) {
        ScaledDoubleDouble diagonal = diagonal(pair);
        return diagonal.isZero() ? pair.distance() : pair.distance().plus(offset(pair).dividedBy(diagonal));
    }

    @Override
    public ScaledDoubleDouble slope(BoxPair pair, int side) {
        ScaledDoubleDouble diagonal = diagonal(pair);
        if (diagonal.isZero()) {
            return pair.distanceSlope(side);
        }
        return pair.distanceSlope(side).plus(numerator(pair, side).dividedBy(diagonal).dividedBy(diagonal));
    }

    /** {@code ∂ρ² D − ρ² ∂D}. */
    private static ScaledDoubleDouble numerator(BoxPair pair, int side) {
        double slope = pair.hullSlope(side);
        return Math.abs(slope) == 1 ? outerNumerator(pair, side).times(slope) : innerNumerator(pair, side);
    }

    /**
     * With the offset o and the extent w of the enclosing box along the axis of the side, p and h across it, and the slope s of w:
     * {@code o (w² + h² + eps) − 2sw (o² + p²)}.
     */
    private static ScaledDoubleDouble innerNumerator(BoxPair pair, int side) {
        ScaledDoubleDouble extent = pair.hull(side % 2);
        return pair.offset(side % 2).times(diagonal(pair))
                .minus(extent.times(2 * pair.hullSlope(side)).times(offset(pair)));
    }

    /**
     * The same of a side of the enclosing box, with the sign of s: with {@code r = w − 2so} it is
     * {@code so (wr + eps) + w (h² − 4p²)/2 − rh²/2}, in which nothing as large as the boxes cancels.
     */
    private static ScaledDoubleDouble outerNumerator(BoxPair pair, int side) {
        int axis = side % 2;
        int across = BoxPair.across(side);
        ScaledDoubleDouble extent = pair.hull(axis);
        ScaledDoubleDouble rest = pair.hullLessOffset(axis, BoxPair.direction(side));
        ScaledDoubleDouble square = pair.hullLessOffset(across, 1).times(pair.hullLessOffset(across, -1));
        return pair.offset(axis).times(BoxPair.direction(side)).times(extent.times(rest).plus(pair.eps()))
                .plus(extent.times(square).shifted(-1)).minus(rest.times(pair.hull(across).squared()).shifted(-1));
    }

    /** The squared distance of the centers. */
    private static ScaledDoubleDouble offset(BoxPair pair) {
        return pair.offset(0).squared().plus(pair.offset(1).squared());
    }

    /** The squared diagonal of the enclosing box, plus eps. */
    private static ScaledDoubleDouble diagonal(BoxPair pair) {
        return pair.hull(0).squared().plus(pair.hull(1).squared()).plus(pair.eps());
    }
}
