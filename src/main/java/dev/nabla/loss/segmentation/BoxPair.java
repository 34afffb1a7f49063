package dev.nabla.loss.segmentation;

import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A box and its target, each as x1, y1, x2, y2: their overlap, their union and the box that encloses both, with the slopes of
 * these by a side of the box.
 *
 * <p>Where the boxes are nearly the same, areas are nearly equal; their differences are sums of strips that one box sticks out
 * of the other, each of which is exact.
 *
 * @param eps what is added to areas that divide
 * @param overlap the area of the intersection
 * @param union the area of the union
 */
record BoxPair(
    double[] box,
    double[] target,
    ScaledDoubleDouble eps,
    ScaledDoubleDouble overlap,
    ScaledDoubleDouble union) {

    static final int SIDES = 4;

    static BoxPair of(double[] boxes, double[] targets, int index, double eps) {
        int from = index * SIDES;
        double[] box = Arrays.copyOfRange(boxes, from, from + SIDES);
        double[] target = Arrays.copyOfRange(targets, from, from + SIDES);
        ScaledDoubleDouble width = common(box, target, 0);
        ScaledDoubleDouble height = common(box, target, 1);
        ScaledDoubleDouble overlap = width.sign() <= 0 || height.sign() <= 0
                ? ScaledDoubleDouble.ZERO
                : width.times(height);
        return new BoxPair(box, target, ScaledDoubleDouble.of(eps), overlap,
                area(box).plus(area(target)).minus(overlap));
    }

    /** How far both extend along an axis; negative if there is a gap. */
    private static ScaledDoubleDouble common(double[] box, double[] target, int axis) {
        return ScaledDoubleDouble.difference(Math.min(box[axis + 2], target[axis + 2]),
                Math.max(box[axis], target[axis]));
    }

    private static ScaledDoubleDouble area(double[] box) {
        return extent(box, 0).times(extent(box, 1));
    }

    static ScaledDoubleDouble extent(double[] box, int axis) {
        return ScaledDoubleDouble.difference(box[axis + 2], box[axis]);
    }

    /** How far a box sticks out of another at a side. */
    private static ScaledDoubleDouble beyond(double[] box, double[] other, int side) {
        double outer = direction(side) * box[side];
        double inner = direction(side) * other[side];
        return outer > inner ? ScaledDoubleDouble.difference(outer, inner) : ScaledDoubleDouble.ZERO;
    }

    /** How far a box sticks out of another along an axis, at both sides together. */
    private static ScaledDoubleDouble outside(double[] box, double[] other, int axis) {
        return beyond(box, other, axis).plus(beyond(box, other, axis + 2));
    }

    /** Whether a coordinate is NaN. */
    boolean isUndefined() {
        return DoubleStream.concat(Arrays.stream(box), Arrays.stream(target)).anyMatch(Double::isNaN);
    }

    ScaledDoubleDouble divisor() {
        return union.plus(eps);
    }

    /** 1 − I/(U + eps). */
    ScaledDoubleDouble distance() {
        return overlap.isZero()
                ? ScaledDoubleDouble.ONE
                : rest(box, target).plus(rest(target, box)).plus(eps).dividedBy(divisor());
    }

    /** What an overlap leaves of a box: {@code W (H − h) + h (W − w)}. */
    private static ScaledDoubleDouble rest(double[] box, double[] other) {
        return extent(box, 0).times(outside(box, other, 1)).plus(common(box, other, 1).times(outside(box, other, 0)));
    }

    /**
     * The slope of the distance by a side along an axis: with W and w along it, H and h across it, and the share τ of the side in
     * the overlap, {@code ±h (wH − τ (WH + W′H′ + eps))/(U + eps)²}.
     */
    ScaledDoubleDouble distanceSlope(int side) {
        if (overlap.isZero()) {
            return ScaledDoubleDouble.ZERO;
        }
        int axis = side % 2;
        ScaledDoubleDouble height = extent(box, across(side));
        ScaledDoubleDouble shrunk = outside(box, target, axis).times(height);
        double share = shareOfOverlap(side);
        ScaledDoubleDouble growth = share == 0
                ? common(box, target, axis).times(height)
                : shrunk.plus(eps).negated();
        if (share == 1) {
            growth = growth.minus(area(target));
        } else if (share == 0.5) {
            ScaledDoubleDouble taller = extent(target, axis).times(excess(across(side)));
            growth = growth.minus(outside(target, box, axis).times(height)).plus(taller).shifted(-1);
        }
        return growth.times(common(box, target, across(side))).times(direction(side)).dividedBy(divisor())
                .dividedBy(divisor());
    }

    /** How much larger the box is than its target along an axis. */
    private ScaledDoubleDouble excess(int axis) {
        return ScaledDoubleDouble.difference(box[axis + 2], target[axis + 2])
                .minus(ScaledDoubleDouble.difference(box[axis], target[axis]));
    }

    /** The extent of the enclosing box along an axis. */
    ScaledDoubleDouble hull(int axis) {
        return ScaledDoubleDouble.difference(Math.max(box[axis + 2], target[axis + 2]),
                Math.min(box[axis], target[axis]));
    }

    /** The slope of the extent of the enclosing box along the axis of a side. */
    double hullSlope(int side) {
        return direction(side) * (1 - shareOfOverlap(side));
    }

    /** The extent of the enclosing box along an axis less twice the offset, or plus it if the sign is negative; neither cancels. */
    ScaledDoubleDouble hullLessOffset(int axis, int sign) {
        double[] first = sign > 0 ? target : box;
        double[] second = sign > 0 ? box : target;
        return beyond(first, second, axis + 2).plus(beyond(second, first, axis))
                .plus(ScaledDoubleDouble.difference(first[axis + 2], second[axis]));
    }

    /** The area of the enclosing box. */
    ScaledDoubleDouble hullArea() {
        return hull(0).times(hull(1));
    }

    /** The area of the enclosing box that neither covers. */
    ScaledDoubleDouble uncovered() {
        if (overlap.isZero()) {
            return uncoveredBeside(common(box, target, 0).sign() <= 0 ? 0 : 1);
        }
        ScaledDoubleDouble corners = ScaledDoubleDouble.ZERO;
        for (int x = 0; x < SIDES; x += 2) {
            for (int y = 1; y < SIDES; y += 2) {
                corners = corners.plus(beyond(box, target, x).times(beyond(target, box, y)))
                        .plus(beyond(target, box, x).times(beyond(box, target, y)));
            }
        }
        return corners;
    }

    /** The same, of boxes with a gap along an axis. */
    private ScaledDoubleDouble uncoveredBeside(int axis) {
        ScaledDoubleDouble gap = common(box, target, axis).negated();
        return gap.times(hull(1 - axis)).plus(extent(box, axis).times(outside(target, box, 1 - axis)))
                .plus(extent(target, axis).times(outside(box, target, 1 - axis)));
    }

    /** The slope of the uncovered share {@code (E − U)/(E + eps)}: {@code (∂E (U + eps) − ∂U (E + eps))/(E + eps)²}. */
    ScaledDoubleDouble uncoveredSlope(int side) {
        ScaledDoubleDouble hull = hullArea().plus(eps);
        double share = shareOfOverlap(side);
        ScaledDoubleDouble slope = ScaledDoubleDouble.ZERO;
        if (share > 0) {
            slope = slope.minus(uncommon(across(side)).times(hull).times(share));
        }
        if (share < 1) {
            slope = slope.plus(outerSlope(side).times(1 - share));
        }
        return slope.times(direction(side)).dividedBy(hull).dividedBy(hull);
    }

    /** The extent of the box along an axis, less that of the overlap. */
    private ScaledDoubleDouble uncommon(int axis) {
        return overlap.isZero() ? extent(box, axis) : outside(box, target, axis);
    }

    /** The numerator of a side of the enclosing box: {@code h_E (U − w_E H) + eps (h_E − H)}. */
    private ScaledDoubleDouble outerSlope(int side) {
        int axis = side % 2;
        int across = across(side);
        ScaledDoubleDouble higher = outside(target, box, across);
        ScaledDoubleDouble height = overlap.isZero() ? extent(target, across) : higher;
        ScaledDoubleDouble gain = extent(target, axis).times(height)
                .minus(uncommon(across).times(outside(target, box, axis)));
        return gain.times(hull(across)).plus(eps.times(higher));
    }

    /** The extent of the box along an axis. */
    ScaledDoubleDouble extent(int axis) {
        return extent(box, axis);
    }

    /**
     * The cross product {@code w′h − wh′} of the extents of target and box; those of a point count as 0 and 1. Where the boxes are
     * of nearly the same size, it is made of the differences of their sizes.
     */
    ScaledDoubleDouble cross() {
        ScaledDoubleDouble minuend = width(target).times(height(box));
        ScaledDoubleDouble subtrahend = width(box).times(height(target));
        if (isPoint(box) || isPoint(target)) {
            return minuend.minus(subtrahend);
        }
        ScaledDoubleDouble taller = width(box).times(excess(1));
        ScaledDoubleDouble wider = excess(0).times(height(box));
        return taller.abs().plus(wider.abs()).isLessThan(minuend.plus(subtrahend))
                ? taller.minus(wider)
                : minuend.minus(subtrahend);
    }

    /** The dot product {@code ww′ + hh′}. */
    ScaledDoubleDouble dot() {
        return width(box).times(width(target)).plus(height(box).times(height(target)));
    }

    private static boolean isPoint(double[] box) {
        return extent(box, 0).isZero() && extent(box, 1).isZero();
    }

    private static ScaledDoubleDouble width(double[] box) {
        return extent(box, 0);
    }

    private static ScaledDoubleDouble height(double[] box) {
        return isPoint(box) ? ScaledDoubleDouble.ONE : extent(box, 1);
    }

    /** How far the center of the box is from that of its target along an axis. */
    ScaledDoubleDouble offset(int axis) {
        return ScaledDoubleDouble.difference(box[axis], target[axis])
                .plus(ScaledDoubleDouble.difference(box[axis + 2], target[axis + 2])).shifted(-1);
    }

    /** Whether the side bounds the overlap, 1, or the enclosing box, 0; half of each where the target has the same side. */
    private double shareOfOverlap(int side) {
        double isInner = Math.signum(target[side] - box[side]);
        return 0.5 + 0.5 * direction(side) * isInner;
    }

    static int direction(int side) {
        return side < 2 ? -1 : 1;
    }

    static int across(int side) {
        return 1 - side % 2;
    }
}
