package dev.nabla.loss.segmentation;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Parallel;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.JointLoss;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The evaluation of an {@link OverlapLoss}: one pass over the pixels for the sums of all channels, then one per gradient. */
final class OverlapPass implements JointLoss.Pass {

    private final OverlapLoss loss;
    private final Pixels pixels;
    private final double[] targets;
    private final int first;
    private final int counted;
    private final boolean[] isAnyIncluded;
    private final Overlap[] overlaps;
    private final ScaledDoubleDouble[][] channelWeights;
    private final OverlapRatio[] ratios;

    OverlapPass(OverlapLoss loss, BatchLoss.Batch batch) {
        this.loss = loss;
        this.pixels = new Pixels(batch, loss.activation());
        this.targets = batch.elements(1);
        this.first = loss.includeBackground() ? 0 : 1;
        this.counted = pixels.channels() - first;
        this.isAnyIncluded = new boolean[pixels.images()];
        this.overlaps = new Overlap[pixels.blocks() * counted];
        this.channelWeights = new ScaledDoubleDouble[pixels.images()][];
        this.ratios = new OverlapRatio[switch (loss.scope()) {
            case CHANNEL_OF_IMAGE -> pixels.images() * counted;
            case CHANNEL -> counted;
            case IMAGE -> pixels.images();
        }];
        inParallel(pixels.blocks(), this::addUp);
        inParallel(pixels.images(), this::readImage);
        inParallel(ratios.length, value -> ratios[value] = ratio(value));
    }

    /** Computes the numbers of some indices, each of which writes its own. */
    private void inParallel(int count, IntConsumer step) {
        Parallel.run(count, targets.length, Parallel.ELEMENTS_PER_THREAD,
                (from, to) -> IntStream.range(from, to).forEach(step));
    }

    /** Adds up the pixels of a block. */
    private void addUp(int block) {
        Overlap.Sums[] sums = new Overlap.Sums[counted];
        OverlapWeights weights = loss.weights();
        Arrays.setAll(sums, _ -> new Overlap.Sums(weights));
        pixels.visit(block, (position, channels) -> {
            for (int k = 0; k < counted; k++) {
                int c = first + k;
                sums[k].add(channels[c], targets[position + c * pixels.stride()]);
            }
        });
        for (int k = 0; k < counted; k++) {
            overlaps[block * counted + k] = sums[k].total();
        }
    }

    private void readImage(int image) {
        isAnyIncluded[image] = pixels.isAnyIncluded(image);
        channelWeights[image] = loss.channelWeights(IntStream.range(0, counted)
                .mapToObj(k -> overlap(image, k).positives()).toArray(ScaledDoubleDouble[]::new));
    }

    /** The overlap in a channel of an image. */
    private Overlap overlap(int image, int channel) {
        return IntStream.range(pixels.firstBlock(image), pixels.firstBlock(image + 1))
                .mapToObj(block -> overlaps[block * counted + channel]).reduce(Overlap.NONE, Overlap::plus);
    }

    private OverlapRatio ratio(int value) {
        Overlap total = switch (loss.scope()) {
            case CHANNEL_OF_IMAGE -> overlap(value / counted, value % counted);
            case CHANNEL -> IntStream.range(0, pixels.images()).mapToObj(image -> overlap(image, value))
                    .reduce(Overlap.NONE, Overlap::plus);
            case IMAGE -> IntStream.range(0, counted)
                    .mapToObj(k -> overlap(value, k).times(channelWeights[value][k]))
                    .reduce(Overlap.NONE, Overlap::plus);
        };
        return OverlapRatio.of(total, loss.weights(), loss.smoothNr(), loss.smoothDr());
    }

    private int valueOf(int image, int channel) {
        return switch (loss.scope()) {
            case CHANNEL_OF_IMAGE -> image * counted + channel;
            case CHANNEL -> channel;
            case IMAGE -> image;
        };
    }

    @Override
    public double value(int value) {
        return loss.value(ratios[value].distance()).value();
    }

    @Override
    public double divisor(int value) {
        boolean counts = switch (loss.scope()) {
            case CHANNEL_OF_IMAGE -> isAnyIncluded[value / counted];
            case CHANNEL -> IntStream.range(0, isAnyIncluded.length).anyMatch(image -> isAnyIncluded[image]);
            case IMAGE -> isAnyIncluded[value];
        };
        return counts ? 1 : 0;
    }

    @Override
    public int parts(int input) {
        return pixels.blocks();
    }

    @Override
    public void gradient(int input, int from, int to, JointLoss.Cotangents cotangents, double[] gradient) {
        for (int block = from; block < to; block++) {
            Slopes[] slopes = slopes(pixels.image(block), cotangents);
            DoubleDouble[] derivatives = new DoubleDouble[slopes.length];
            pixels.visit(block, (position, channels) -> {
                for (int c = 0; c < slopes.length; c++) {
                    derivatives[c] = slopes[c].at(channels[c], targets[position + c * pixels.stride()]);
                }
                throughActivation(channels, derivatives);
                for (int c = 0; c < slopes.length; c++) {
                    gradient[position + c * pixels.stride()] = 0.0 + slopes[c].unit.product(derivatives[c]);
                }
            });
        }
    }

    private void throughActivation(Probability[] channels, DoubleDouble[] derivatives) {
        if (loss.activation() == Activation.SOFTMAX) {
            Probability.throughSoftmax(channels, derivatives);
        } else if (loss.activation() == Activation.SIGMOID) {
            for (int c = 0; c < derivatives.length; c++) {
                derivatives[c] = derivatives[c].times(channels[c].value().times(channels[c].complement()));
            }
        }
    }

    /**
     * The derivatives of the answer with respect to the sums over a channel of an image.
     *
     * @param mismatch with respect to the mismatch, in units
     * @param hits with respect to the hits, in units and with the opposite sign
     * @param unit a power of two; one for all channels if they share a softmax
     */
    private record Slopes(OverlapWeights weights, DoubleDouble mismatch, DoubleDouble hits, ScaleFactor unit) {

        /** The derivative with respect to the probability of a pixel. */
        DoubleDouble at(Probability probability, double target) {
            return weights.mismatchSlope(probability, target).times(mismatch).minus(hits.times(target));
        }
    }

    private Slopes[] slopes(int image, JointLoss.Cotangents cotangents) {
        ScaledDoubleDouble[] mismatch = new ScaledDoubleDouble[pixels.channels()];
        ScaledDoubleDouble[] hits = new ScaledDoubleDouble[pixels.channels()];
        Arrays.fill(mismatch, ScaledDoubleDouble.ZERO);
        Arrays.fill(hits, ScaledDoubleDouble.ZERO);
        for (int k = 0; k < counted; k++) {
            int value = valueOf(image, k);
            OverlapRatio ratio = ratios[value];
            ScaledDoubleDouble factor = loss.slope(ratio.distance()).times(channelWeights[image][k])
                    .times(cotangents.of(value));
            mismatch[first + k] = ratio.mismatchSlope().times(factor).normalized();
            hits[first + k] = ratio.hitSlope().times(factor).times(loss.weights().hits()).normalized();
        }
        boolean isShared = loss.activation() == Activation.SOFTMAX;
        int common = isShared ? exponent(IntStream.range(0, hits.length), mismatch, hits) : 0;
        return IntStream.range(0, hits.length).mapToObj(c -> {
            int exponent = isShared ? common : exponent(IntStream.of(c), mismatch, hits);
            return new Slopes(loss.weights(), mismatch[c].shifted(-exponent).toDoubleDouble(),
                    hits[c].shifted(-exponent).toDoubleDouble(), ScaleFactor.of(ScaledDoubleDouble.power(exponent)));
        }).toArray(Slopes[]::new);
    }

    private static int exponent(IntStream channels, ScaledDoubleDouble[] mismatch, ScaledDoubleDouble[] hits) {
        return channels.mapToObj(c -> List.of(mismatch[c], hits[c])).flatMap(List::stream)
                .filter(slope -> !slope.isZero()).mapToInt(ScaledDoubleDouble::exponent).max().orElse(0);
    }
}
