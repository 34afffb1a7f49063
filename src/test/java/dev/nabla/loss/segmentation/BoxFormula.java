package dev.nabla.loss.segmentation;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A loss of a box and its target; where they share a side, its slope is the mean of those on either side of it. */
interface BoxFormula extends Formula {

    /** Digits that show what eps changes at boxes of 1e100, by steps so small that boxes of 1e-150 have no curvature. */
    int DIGITS = 1500;

    /** The terms of the loss of one box and its target. */
    List<BigDecimal> terms(BigDecimal[] box, BigDecimal[] target, Arithmetic math);

    @Override
    default List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return terms(box(sample, "predictions"), box(sample, "targets"), math);
    }

    @Override
    default Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        boolean isShared = sample.at(place).compareTo(sample.all("targets")[place.index()]) == 0;
        return isShared && isOwn(sample, place) ? Optional.of(meanSlope(sample, place)) : Optional.empty();
    }

    static boolean isOwn(Sample sample, Place place) {
        return place.index() / 4 == sample.the("value").intValueExact();
    }

    /** The mean of the slopes on either side. */
    default BigDecimal meanSlope(Sample sample, Place place) {
        BigDecimal step = scale(sample, place).scaleByPowerOfTen(-DIGITS / 2);
        return loss(sample, place, step).subtract(loss(sample, place, step.negate()))
                .divide(step.multiply(BigDecimal.TWO), new MathContext(DIGITS));
    }

    private BigDecimal loss(Sample sample, Place place, BigDecimal step) {
        BigDecimal[] moved = box(sample, "predictions");
        moved[place.index() % 4] = moved[place.index() % 4].add(step);
        return terms(moved, box(sample, "targets"), new Arithmetic(DIGITS)).stream().reduce(BigDecimal.ZERO,
                BigDecimal::add);
    }

    /** The smallest distance of the side from another along its axis, or the smallest extent of its box. */
    @Override
    default BigDecimal scale(Sample sample, Place place) {
        int first = place.index() / 4 * 4;
        int axis = place.index() % 2;
        Stream<BigDecimal> distances = Stream.of("predictions", "targets").map(sample::all)
                .flatMap(sides -> Stream.of(sides[first + axis], sides[first + axis + 2]))
                .map(side -> side.subtract(sample.at(place)));
        Stream<BigDecimal> extents = Stream.of(first, first + 1).map(
                side -> sample.all("predictions")[side + 2].subtract(sample.all("predictions")[side]));
        return Stream.concat(distances, extents).map(BigDecimal::abs).filter(distance -> distance.signum() > 0)
                .min(BigDecimal::compareTo).orElse(BigDecimal.ONE);
    }

    static BigDecimal[] box(Sample sample, String input) {
        int start = 4 * sample.the("value").intValueExact();
        return Arrays.copyOfRange(sample.all(input), start, start + 4);
    }

    /** 1 − I/(U + eps). */
    static BigDecimal distance(BigDecimal[] a, BigDecimal[] b, double eps, Arithmetic math) {
        BigDecimal overlap = overlap(a, b, math);
        BigDecimal divisor = union(a, b, math).add(new BigDecimal(eps));
        return overlap.signum() == 0 ? BigDecimal.ONE : math.divide(divisor.subtract(overlap), divisor);
    }

    static BigDecimal union(BigDecimal[] a, BigDecimal[] b, Arithmetic math) {
        return area(a).add(area(b)).subtract(overlap(a, b, math));
    }

    static BigDecimal overlap(BigDecimal[] a, BigDecimal[] b, Arithmetic math) {
        BigDecimal width = math.min(a[2], b[2]).subtract(math.max(a[0], b[0]));
        BigDecimal height = math.min(a[3], b[3]).subtract(math.max(a[1], b[1]));
        return math.max(width, BigDecimal.ZERO).multiply(math.max(height, BigDecimal.ZERO));
    }

    private static BigDecimal area(BigDecimal[] box) {
        return box[2].subtract(box[0]).multiply(box[3].subtract(box[1]));
    }

    /** The extent of the enclosing box along an axis. */
    static BigDecimal hull(BigDecimal[] a, BigDecimal[] b, int axis, Arithmetic math) {
        return math.max(a[axis + 2], b[axis + 2]).subtract(math.min(a[axis], b[axis]));
    }

    /** The squared distance of the centers, relative to the squared diagonal of the enclosing box. */
    static BigDecimal farness(BigDecimal[] a, BigDecimal[] b, double eps, Arithmetic math) {
        BigDecimal diagonal = hull(a, b, 0, math).pow(2).add(hull(a, b, 1, math).pow(2)).add(new BigDecimal(eps));
        return math.divide(offset(a, b, 0).pow(2).add(offset(a, b, 1).pow(2)), diagonal);
    }

    private static BigDecimal offset(BigDecimal[] a, BigDecimal[] b, int axis) {
        return a[axis].add(a[axis + 2]).subtract(b[axis]).subtract(b[axis + 2]).divide(BigDecimal.TWO);
    }
}
