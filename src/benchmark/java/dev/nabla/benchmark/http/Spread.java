package dev.nabla.benchmark.http;

import java.util.Arrays;
import java.util.Locale;

/** The median of several figures, the lowest and the highest. */
record Spread(double median, double low, double high) {

    static Spread of(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return low == high ? number(median) : number(median) + " (" + number(low) + "–" + number(high) + ")";
    }

    /** Three digits, as far as there are so many before the point. */
    static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
