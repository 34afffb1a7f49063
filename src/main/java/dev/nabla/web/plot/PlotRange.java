package dev.nabla.web.plot;

import dev.nabla.curve.Samples;
import java.util.Arrays;

/**
 * The range of the vertical axis of a plot. It includes 0 and the values of the curve, except those near a pole.
 *
 * @param lower the lowest number shown
 * @param upper the highest number shown
 */
record PlotRange(double lower, double upper) {

    /** How far gradient and curvature may extend the range on either side of the loss, relative to the loss's height. */
    private static final double EXTENSION = 1;

    /** A loss counts as flat if its height is less than this fraction of the gradient's. */
    private static final double FLAT = 1e-3;

    /** Values have a pole if their height is more than this many times the height of their central 90 %. */
    private static final double POLE = 3;

    private static final double MARGIN = 0.04;

    /** Larger numbers count as infinite, so that heights, their multiples and the margin are finite. */
    private static final double MAX = Double.MAX_VALUE / 64;

    /** The range for a curve. */
    static PlotRange of(Samples samples) {
        PlotRange loss = withoutPoles(samples.loss());
        PlotRange gradient = withoutPoles(samples.gradient());
        double height = loss.height() < FLAT * gradient.height() ? gradient.height() : loss.height();
        PlotRange limits = new PlotRange(loss.lower - EXTENSION * height, loss.upper + EXTENSION * height);
        PlotRange range = loss.including(new PlotRange(0, 0)).including(gradient.clampedTo(limits));
        if (samples.curvature() != null) {
            range = range.including(withoutPoles(samples.curvature()).clampedTo(limits));
        }
        double margin = range.height() > 0 ? MARGIN * range.height() : 1;
        return new PlotRange(range.lower - margin, range.upper + margin);
    }

    /** The range of the values that are not too large to show, or of their central 90 % if they have a pole. */
    private static PlotRange withoutPoles(double[] values) {
        double[] sorted = Arrays.stream(values).filter(number -> Math.abs(number) <= MAX).sorted().toArray();
        if (sorted.length == 0) {
            return new PlotRange(0, 0);
        }
        int last = sorted.length - 1;
        int twentieth = sorted.length / 20;
        PlotRange all = new PlotRange(sorted[0], sorted[last]);
        PlotRange inner = new PlotRange(sorted[twentieth], sorted[last - twentieth]);
        return inner.height() == 0 || all.height() <= POLE * inner.height() ? all : inner;
    }

    private double height() {
        return upper - lower;
    }

    private PlotRange including(PlotRange other) {
        return new PlotRange(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    private PlotRange clampedTo(PlotRange limits) {
        return new PlotRange(Math.clamp(lower, limits.lower, limits.upper),
                Math.clamp(upper, limits.lower, limits.upper));
    }
}
