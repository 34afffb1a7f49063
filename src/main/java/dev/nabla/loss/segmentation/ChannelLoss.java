package dev.nabla.loss.segmentation;

/** A loss of the overlap in a channel, of each image or of all. */
interface ChannelLoss extends OverlapLoss {

    /** Whether a value is of all images. */
    boolean batch();

    @Override
    default Scope scope() {
        return batch() ? Scope.CHANNEL : Scope.CHANNEL_OF_IMAGE;
    }
}
