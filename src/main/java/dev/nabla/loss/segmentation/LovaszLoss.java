package dev.nabla.loss.segmentation;

import dev.nabla.loss.AxisNames;
import dev.nabla.loss.JointLoss;

/** A Lovász extension of the Jaccard loss, of each image or of all their pixels together. */
interface LovaszLoss extends JointLoss {

    String PER_IMAGE = "whether each image has a loss of its own, and not all pixels one";

    boolean perImage();

    @Override
    default AxisNames valueAxes() {
        return AxisNames.of(perImage() ? "N" : "1");
    }

    @Override
    default AxisNames maskAxes() {
        return AxisNames.of("N, ...");
    }

    /** The number of values. */
    default int values(Batch batch) {
        return perImage() ? batch.shape(0).size(0) : 1;
    }
}
