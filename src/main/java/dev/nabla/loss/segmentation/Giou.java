package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Generalized intersection over union. */
@Definition(
    aliases = "generalized_box_iou_loss(reduction=none)",
    summary = "Generalized IoU loss of bounding boxes: the IoU loss plus the part of the enclosing box that neither covers, so that disjoint boxes attract each other.",
    formula = "1 - \\frac{I}{U + \\text{eps}} + \\frac{E - U}{E + \\text{eps}}, \\quad E \\text{ the area of the enclosing box}",
    gradient = "\\frac{I\\,\\partial U - (U + \\text{eps})\\,\\partial I}{(U + \\text{eps})^2} + \\frac{(U + \\text{eps})\\,\\partial E - (E + \\text{eps})\\,\\partial U}{(E + \\text{eps})^2}",
    edges = {"Boxes that are disjoint or only touch overlap by 0, with gradient 0.",
            "Where two sides are at the same place, the slope is the mean of those on either side of it.",
            "If the enclosing box is empty and eps is 0, the last term is 0."},
    references = {"Rezatofighi et al. (2019), Generalized intersection over union",
            "torchvision generalized_box_iou_loss"},
    examples = @Example(
        name = "One that overlaps and one that does not",
        body = """
            {"predictions": [[0, 0, 2, 2.5], [1, 1, 2, 3]], "targets": [[0.5, 1, 3, 3], [4, 0.5, 5, 2]], "reduction": "sum"}"""))
public record Giou(@Option(value = EPS, within = "[0, inf)") double eps) implements BoxLoss {

    public Giou {
        OptionSpec.check(Giou.class, "eps", eps);
    }

    public Giou() {
        this(1e-7);
    }

    @Override
    public ScaledDoubleDouble value(BoxPair pair) {
        ScaledDoubleDouble hull = pair.hullArea().plus(pair.eps());
        return hull.isZero() ? pair.distance() : pair.distance().plus(pair.uncovered().dividedBy(hull));
    }

    @Override
    public ScaledDoubleDouble slope(BoxPair pair, int side) {
        ScaledDoubleDouble hull = pair.hullArea().plus(pair.eps());
        return hull.isZero() ? pair.distanceSlope(side) : pair.distanceSlope(side).plus(pair.uncoveredSlope(side));
    }
}
