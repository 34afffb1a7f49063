package dev.nabla.web.plot;

import dev.nabla.curve.Samples;
import java.util.Arrays;

/**
 * What part of the numbers of a curve a plot shows: all where that is sensible, else not the poles.
 *
 * @param lower the lowest number shown
 * @param upper the highest number shown
 */
record PlotRange(double lower, double upper) {

    /** How much of its height a plot gives to what is beyond the loss, above and below it. */
    private static final double BEYOND = 1;

    /** How many times as high as nine tenths of it a curve may be and still be shown whole. */
    private static final double WHOLE = 3;

    private static final double MARGIN = 0.04;

    static PlotRange of(Samples samples) {
        PlotRange loss = without(samples.loss());
        double height = loss.upper - loss.lower;
        PlotRange gradient = without(samples.gradient());
        if (height < 1e-3 * (gradient.upper - gradient.lower)) {
            height = gradient.upper - gradient.lower;
        }
        double lowest = loss.lower - BEYOND * height;
        double highest = loss.upper + BEYOND * height;
        PlotRange all = loss.with(0).with(gradient.within(lowest, highest));
        if (samples.curvature() != null) {
            all = all.with(without(samples.curvature()).within(lowest, highest));
        }
        double margin = all.upper > all.lower ? MARGIN * (all.upper - all.lower) : 1;
        return new PlotRange(all.lower - margin, all.upper + margin);
    }

    /** The finite numbers, without the outermost if they are far out. */
    private static PlotRange without(double[] values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new PlotRange(0, 0);
        }
        int twentieth = sorted.length / 20;
        PlotRange all = new PlotRange(sorted[0], sorted[sorted.length - 1]);
        PlotRange inner = new PlotRange(sorted[twentieth], sorted[sorted.length - 1 - twentieth]);
        double most = WHOLE * (inner.upper - inner.lower);
        boolean isWhole = inner.upper == inner.lower || all.upper - all.lower <= most;
        return isWhole ? all : inner;
    }

    private PlotRange with(double number) {
        return new PlotRange(Math.min(lower, number), Math.max(upper, number));
    }

    private PlotRange with(PlotRange other) {
        return new PlotRange(Math.min(lower, other.lower), Math.max(upper, other.upper));
    }

    private PlotRange within(double lowest, double highest) {
        return new PlotRange(Math.clamp(lower, lowest, highest), Math.clamp(upper, lowest, highest));
    }
}
