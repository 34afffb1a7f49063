package dev.nabla.loss.segmentation;

import dev.nabla.loss.BatchLoss;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pixels of a batch of images, (N, C, ...), in blocks that can be processed at the same time. */
final class Pixels {

    /** Pixels per block; fixed, so that sums do not depend on the number of threads. */
    private static final int BLOCK = 1 << 12;

    private final BatchLoss.Batch batch;
    private final double[] predictions;
    private final @Nullable Activation activation;
    private final int images;
    private final int channels;
    private final int perImage;

    Pixels(BatchLoss.Batch batch, @Nullable Activation activation) {
        this.batch = batch;
        this.predictions = batch.elements(0);
        this.activation = activation;
        this.images = batch.shape(0).size(0);
        this.channels = batch.shape(0).size(1);
        this.perImage = perImage(batch);
    }

    private static int perImage(BatchLoss.Inputs inputs) {
        return IntStream.range(2, inputs.shape(0).rank()).map(inputs.shape(0)::size).reduce(1, (a, b) -> a * b);
    }

    private static int blocks(int perImage) {
        return Math.max(1, Math.ceilDiv(perImage, BLOCK));
    }

    /** The blocks of all channels of all images. */
    static long channelBlocks(BatchLoss.Inputs inputs) {
        return (long) inputs.shape(0).size(0) * inputs.shape(0).size(1) * blocks(perImage(inputs));
    }

    /** Receives a pixel. */
    @FunctionalInterface
    interface Visitor {

        /**
         * Visits a pixel.
         *
         * @param position where its first channel is among the predictions and targets
         * @param channels the probabilities of its channels
         */
        void visit(int position, Probability[] channels);
    }

    int images() {
        return images;
    }

    int channels() {
        return channels;
    }

    /** How far apart the channels of a pixel are. */
    int stride() {
        return perImage;
    }

    /** The number of blocks of all images. */
    int blocks() {
        return images * blocks(perImage);
    }

    /** The blocks of an image, the first and the one after the last. */
    int firstBlock(int image) {
        return image * blocks(perImage);
    }

    int image(int block) {
        return block / blocks(perImage);
    }

    /** Whether the mask leaves any pixel of an image. */
    boolean isAnyIncluded(int image) {
        return IntStream.range(image * perImage, (image + 1) * perImage).anyMatch(batch::isIncluded);
    }

    /** Visits the included pixels of a block. */
    void visit(int block, Visitor visitor) {
        int image = image(block);
        int from = (block - firstBlock(image)) * BLOCK;
        double[] numbers = new double[channels];
        Probability[] probabilities = new Probability[channels];
        for (int pixel = from; pixel < Math.min(from + BLOCK, perImage); pixel++) {
            if (batch.isIncluded(image * perImage + pixel)) {
                int position = image * channels * perImage + pixel;
                for (int c = 0; c < channels; c++) {
                    numbers[c] = predictions[position + c * perImage];
                }
                activate(numbers, probabilities);
                visitor.visit(position, probabilities);
            }
        }
    }

    private void activate(double[] numbers, Probability[] into) {
        if (activation == Activation.SOFTMAX) {
            Probability.softmax(numbers, into);
            return;
        }
        for (int c = 0; c < numbers.length; c++) {
            into[c] = activation == null ? Probability.of(numbers[c]) : Probability.sigmoid(numbers[c]);
        }
    }
}
