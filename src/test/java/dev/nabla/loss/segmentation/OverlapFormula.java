package dev.nabla.loss.segmentation;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 1 − A/B, of the pixels of a batch of {@value #IMAGES} images. */
abstract class OverlapFormula implements Formula {

    static final int IMAGES = 2;

    private final OverlapLoss loss;

    OverlapFormula(OverlapLoss loss) {
        this.loss = loss;
    }

    /** A pixel of a channel of an image. */
    record Pixel(int image, int channel, int position, BigDecimal p, BigDecimal t) {}

    /** A; the pixels of a generalized loss are of several channels. */
    abstract BigDecimal numerator(List<Pixel> pixels, Arithmetic math);

    abstract BigDecimal denominator(List<Pixel> pixels, Arithmetic math);

    /** ∂A and ∂B by the probability of a pixel. */
    abstract BigDecimal numeratorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math);

    abstract BigDecimal denominatorSlope(Pixel pixel, List<Pixel> pixels, Arithmetic math);

    /** What becomes of 1 − A/B. */
    BigDecimal outer(BigDecimal distance, Arithmetic math) {
        return distance;
    }

    BigDecimal outerSlope(BigDecimal distance, Arithmetic math) {
        return BigDecimal.ONE;
    }

    /** Whether the derivative is 0 by convention. */
    boolean isFlat(BigDecimal distance) {
        return false;
    }

    static BigDecimal sum(List<Pixel> pixels, BinaryOperator<BigDecimal> term) {
        return pixels.stream().map(pixel -> term.apply(pixel.p, pixel.t)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public List<BigDecimal> terms(Sample sample, Arithmetic math) {
        return List.of(outer(distance(sample, math), math));
    }

    private BigDecimal distance(Sample sample, Arithmetic math) {
        List<Pixel> pixels = pixels(sample, math);
        BigDecimal whole = denominator(pixels, math);
        return math.divide(whole.subtract(numerator(pixels, math)), whole);
    }

    @Override
    public boolean isIgnored(Sample sample) {
        return pixels(sample, null).isEmpty();
    }

    @Override
    public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
        return isFlat(distance(sample, math)) ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }

    /** The included pixels of a value; without probabilities if there is no arithmetic. */
    List<Pixel> pixels(Sample sample, @Nullable Arithmetic math) {
        int value = sample.the("value").intValueExact();
        int first = loss.includeBackground() ? 0 : 1;
        int counted = channels(sample) - first;
        return everyPixel(sample, math).filter(pixel -> pixel.channel >= first && switch (loss.scope()) {
            case CHANNEL_OF_IMAGE -> pixel.image * counted + pixel.channel - first == value;
            case CHANNEL -> pixel.channel - first == value;
            case IMAGE -> pixel.image == value;
        }).toList();
    }

    private static int channels(Sample sample) {
        return sample.all("predictions").length / sample.all("mask").length;
    }

    private Stream<Pixel> everyPixel(Sample sample, @Nullable Arithmetic math) {
        List<Pixel> pixels = new ArrayList<>();
        int perImage = sample.all("mask").length / IMAGES;
        for (int place = 0; place < sample.all("mask").length; place++) {
            if (sample.all("mask")[place].signum() > 0) {
                int image = place / perImage;
                int[] positions = positions(sample, image, place % perImage);
                BigDecimal[] numbers = Arrays.stream(positions).mapToObj(i -> sample.all("predictions")[i])
                        .toArray(BigDecimal[]::new);
                BigDecimal[] p = math == null ? numbers : probabilities(numbers, math);
                for (int c = 0; c < positions.length; c++) {
                    pixels.add(new Pixel(image, c, positions[c], p[c], sample.all("targets")[positions[c]]));
                }
            }
        }
        return pixels.stream();
    }

    private static int[] positions(Sample sample, int image, int pixel) {
        int perImage = sample.all("mask").length / IMAGES;
        return IntStream.range(0, channels(sample)).map(c -> (image * channels(sample) + c) * perImage + pixel)
                .toArray();
    }

    private BigDecimal[] probabilities(BigDecimal[] numbers, Arithmetic math) {
        return switch (loss.activation()) {
            case null -> numbers;
            case SIGMOID -> Arrays.stream(numbers).map(x -> softmax(math, x, BigDecimal.ZERO)[0])
                    .toArray(BigDecimal[]::new);
            case SOFTMAX -> softmax(math, numbers);
        };
    }

    private static BigDecimal[] softmax(Arithmetic math, BigDecimal... logits) {
        BigDecimal largest = Arrays.stream(logits).reduce(BigDecimal::max).orElseThrow();
        BigDecimal[] powers = Arrays.stream(logits).map(x -> math.exp(x.subtract(largest))).toArray(BigDecimal[]::new);
        BigDecimal total = Arrays.stream(powers).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Arrays.stream(powers).map(power -> math.divide(power, total)).toArray(BigDecimal[]::new);
    }

    /** Of {@code (A ∂(B − A) − (B − A) ∂A)/B²}, whose terms cancel if targets are fractions. */
    @Override
    public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
        List<Pixel> pixels = pixels(sample, math);
        Optional<Pixel> moved = everyPixel(sample, math).filter(pixel -> pixel.position == place.index()).findFirst();
        if (moved.isEmpty() || pixels.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal part = numerator(pixels, math);
        BigDecimal whole = denominator(pixels, math);
        BigDecimal rest = whole.subtract(part);
        int perImage = sample.all("mask").length / IMAGES;
        BigDecimal size = BigDecimal.ZERO;
        for (Pixel pixel : pixels) {
            boolean isSame = pixel.position == place.index();
            boolean isNeighbor = pixel.image == moved.get().image
                    && pixel.position % perImage == place.index() % perImage;
            if (isSame || (isNeighbor && loss.activation() == Activation.SOFTMAX)) {
                BigDecimal slope = loss.activation() == null
                        ? BigDecimal.ONE
                        : pixel.p.multiply((isSame ? BigDecimal.ONE : BigDecimal.ZERO).subtract(moved.get().p));
                BigDecimal own = numeratorSlope(pixel, pixels, math);
                BigDecimal difference = denominatorSlope(pixel, pixels, math).subtract(own);
                size = size.add(slope.multiply(part.multiply(difference).abs().add(rest.multiply(own).abs())).abs());
            }
        }
        BigDecimal outer = outerSlope(math.divide(rest, whole), math);
        return math.divide(size.multiply(outer.abs()), whole.pow(2));
    }

    /** The sums are smooth over as much as they add up to. */
    @Override
    public BigDecimal scale(Sample sample, Place place) {
        BigDecimal total = Stream.of("predictions", "targets").flatMap(input -> Arrays.stream(sample.all(input)))
                .map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add);
        return loss.activation() != null || total.signum() == 0 ? BigDecimal.ONE : total;
    }
}
