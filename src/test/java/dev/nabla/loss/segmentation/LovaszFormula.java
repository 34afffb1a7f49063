package dev.nabla.loss.segmentation;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sum of errors in descending order, times the growth of the Jaccard loss, as a mean over classes. */
abstract class LovaszFormula implements Formula {

    static final int IMAGES = 2;

    /**
     * A pixel as one of a class.
     *
     * @param position where its prediction is
     * @param slope the derivative of the error
     */
    record Pixel(int position, BigDecimal error, boolean isPositive, BigDecimal slope) {}

    /** The included pixels of each class that counts for a value. */
    abstract List<List<Pixel>> classes(Sample sample, Arithmetic math);

    /** Whether a pixel belongs to a value: to its image, if each has one. */
    static boolean isOwn(Sample sample, int pixel, boolean perImage) {
        int count = sample.all("mask").length / IMAGES;
        return sample.all("mask")[pixel].signum() > 0
                && (!perImage || pixel / count == sample.the("value").intValueExact());
    }

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        List<List<Pixel>> classes = classes(sample, math);
        BigDecimal total = BigDecimal.ZERO;
        for (List<Pixel> pixels : classes) {
            List<Pixel> sorted = sorted(pixels, math);
            for (int k = 1; k <= sorted.size(); k++) {
                BigDecimal error = math.max(sorted.get(k - 1).error, BigDecimal.ZERO);
                total = total.add(weight(sorted, k, math).multiply(error));
            }
        }
        return List.of(math.divide(total, BigDecimal.valueOf(Math.max(1, classes.size()))));
    }

    /** By insertion, so that every comparison is noted; equal errors stay as they are. */
    private static List<Pixel> sorted(List<Pixel> pixels, Arithmetic math) {
        List<Pixel> sorted = new ArrayList<>();
        for (Pixel pixel : pixels) {
            int place = sorted.size();
            while (place > 0 && math.compare(sorted.get(place - 1).error, pixel.error) < 0) {
                place--;
            }
            sorted.add(place, pixel);
        }
        return sorted;
    }

    private static BigDecimal weight(List<Pixel> sorted, int k, Arithmetic math) {
        return jaccard(sorted, k, math).subtract(jaccard(sorted, k - 1, math));
    }

    private static BigDecimal jaccard(List<Pixel> sorted, int k, Arithmetic math) {
        if (k == 0) {
            return BigDecimal.ZERO;
        }
        long positives = sorted.stream().filter(Pixel::isPositive).count();
        long wrong = sorted.stream().limit(k).filter(Pixel::isPositive).count();
        return BigDecimal.ONE.subtract(
                math.divide(BigDecimal.valueOf(positives - wrong), BigDecimal.valueOf(positives + k - wrong)));
    }

    /** Where errors are equal, the order is taken as it is; at an error of 0 the derivative is 0. */
    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        List<List<Pixel>> classes = classes(sample, math);
        boolean isKink = classes.stream().anyMatch(LovaszFormula::hasKink);
        if (!isKink) {
            return Optional.empty();
        }
        BigDecimal slope = BigDecimal.ZERO;
        for (List<Pixel> pixels : classes) {
            List<Pixel> sorted = sorted(pixels, math);
            for (int k = 1; k <= sorted.size(); k++) {
                Pixel pixel = sorted.get(k - 1);
                if (pixel.position == place.index() && pixel.error.signum() > 0) {
                    slope = slope.add(weight(sorted, k, math).multiply(pixel.slope));
                }
            }
        }
        return Optional.of(math.divide(slope, BigDecimal.valueOf(Math.max(1, classes.size()))));
    }

    private static boolean hasKink(List<Pixel> pixels) {
        long different = pixels.stream().map(pixel -> pixel.error.stripTrailingZeros()).distinct().count();
        return different < pixels.size() || pixels.stream().anyMatch(pixel -> pixel.error.signum() == 0);
    }
}
