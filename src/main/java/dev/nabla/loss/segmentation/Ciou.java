package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Intersection over union with the distance of the centers and the difference of the aspect ratios. */
@Definition(
    aliases = "complete_box_iou_loss(reduction=none)",
    summary = "Complete IoU loss of bounding boxes: the distance IoU loss plus a penalty for another aspect ratio.",
    formula = "1 - \\frac{I}{U + \\text{eps}} + \\frac{\\rho^2}{D} + a v, \\quad v = \\frac{4}{\\pi^2} \\Delta^2, \\quad \\Delta = \\arctan\\frac{w'}{h'} - \\arctan\\frac{w}{h}, \\quad a = \\frac{v}{1 - I/(U + \\text{eps}) + v + \\text{eps}}",
    gradient = "\\text{diou} + a\\,\\partial v, \\quad \\partial_w v = -\\frac{8}{\\pi^2} \\frac{\\Delta\\,h}{w^2 + h^2}, \\quad \\partial_h v = \\frac{8}{\\pi^2} \\frac{\\Delta\\,w}{w^2 + h^2}",
    edges = {"The weight a is a constant for the gradient.",
            "The arctangent of a box without height is π/2, that of a box without either side 0, with gradient 0.",
            "Boxes that are disjoint or only touch overlap by 0, with gradient 0.",
            "Where two sides are at the same place, the slope is the mean of those on either side of it.",
            "Boxes of one aspect ratio have no penalty, whatever eps is."},
    references = {"Zheng et al. (2020), Distance-IoU loss, https://arxiv.org/abs/1911.08287",
            "torchvision complete_box_iou_loss"},
    examples = @Example(
        name = "One that overlaps and one that does not",
        body = """
            {"predictions": [[0, 0, 2, 2.5], [1, 1, 2, 3]], "targets": [[0.5, 1, 3, 3], [4, 0.5, 5, 2]], "reduction": "sum"}"""))
public record Ciou(@Option(value = EPS, within = "[0, inf)") double eps) implements BoxLoss {

    /** 2/π. */
    private static final ScaledDoubleDouble INVERSE_RIGHT_ANGLE = ScaledDoubleDouble.ONE.dividedBy(
            ScaledTrigonometry.atan2(ScaledDoubleDouble.ONE, ScaledDoubleDouble.ZERO));

    public Ciou {
        OptionSpec.check(Ciou.class, "eps", eps);
    }

    public Ciou() {
        this(1e-7);
    }

    private Diou diou() {
        return new Diou(eps);
    }

    @Override
    public ScaledDoubleDouble value(BoxPair pair) {
        ScaledDoubleDouble turn = turn(pair);
        return diou().value(pair).plus(weight(pair, turn).times(turn).times(turn));
    }

    @Override
    public ScaledDoubleDouble slope(BoxPair pair, int side) {
        ScaledDoubleDouble width = pair.extent(0);
        ScaledDoubleDouble height = pair.extent(1);
        ScaledDoubleDouble diagonal = width.squared().plus(height.squared());
        if (diagonal.isZero()) {
            return diou().slope(pair, side);
        }
        ScaledDoubleDouble turn = turn(pair);
        ScaledDoubleDouble turnSlope = (side % 2 == 0 ? height.negated() : width).dividedBy(diagonal)
                .times(INVERSE_RIGHT_ANGLE).times(BoxPair.direction(side));
        return diou().slope(pair, side).plus(weight(pair, turn).times(turn).times(turnSlope).shifted(1));
    }

    /** √v with the sign of Δ, which is the arctangent of a cross product and a dot product. */
    private static ScaledDoubleDouble turn(BoxPair pair) {
        return ScaledTrigonometry.atan2(pair.cross(), pair.dot()).times(INVERSE_RIGHT_ANGLE);
    }

    /** a; 0 if v is 0. */
    private static ScaledDoubleDouble weight(BoxPair pair, ScaledDoubleDouble turn) {
        ScaledDoubleDouble penalty = turn.squared();
        return penalty.isZero()
                ? ScaledDoubleDouble.ZERO
                : penalty.dividedBy(pair.distance().plus(penalty).plus(pair.eps()));
    }
}
