package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** One minus intersection over union. */
@Definition(
    aliases = "box_iou_loss",
    summary = "IoU loss of bounding boxes: one minus the area of their intersection over that of their union.",
    formula = "1 - \\frac{I}{U + \\text{eps}}, \\quad U = A + A' - I",
    gradient = "\\frac{I\\,\\partial U - (U + \\text{eps})\\,\\partial I}{(U + \\text{eps})^2}, \\quad \\partial U = \\partial A - \\partial I",
    edges = {"Boxes that are disjoint or only touch overlap by 0, with gradient 0.",
            "Where two sides are at the same place, the slope is the mean of those on either side of it.",
            "The loss of two empty boxes is 1."},
    references = "torchvision box losses",
    examples = @Example(
        name = "One that overlaps and one that does not",
        body = """
            {"predictions": [[0, 0, 2, 2.5], [1, 1, 2, 3]], "targets": [[0.5, 1, 3, 3], [4, 0.5, 5, 2]], "reduction": "sum"}"""))
public record BoxIou(@Option(value = EPS, within = "[0, inf)") double eps) implements BoxLoss {

    public BoxIou {
        OptionSpec.check(BoxIou.class, "eps", eps);
    }

    public BoxIou() {
        this(1e-7);
    }

    @Override
    public ScaledDoubleDouble value(BoxPair pair) {
        return pair.distance();
    }

    @Override
    public ScaledDoubleDouble slope(BoxPair pair, int side) {
        return pair.distanceSlope(side);
    }
}
