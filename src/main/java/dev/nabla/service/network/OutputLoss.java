package dev.nabla.service.network;

import dev.nabla.evaluation.Evaluation;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;

/**
 * The loss of the output of a network, bound once to the targets of all samples, and then evaluated for batches of them. Its
 * value is one number.
 */
interface OutputLoss {

    /** What an evaluation takes for a batch whose output has a shape. */
    Cost cost(Batch batch, Shape output);

    /**
     * The loss of a batch, with its gradient with respect to the output under the name {@code predictions}, and those with
     * respect to parameters of the network under theirs, if it depends on them otherwise than by the output.
     *
     * @param needsGradients whether there shall be gradients
     * @throws InvalidRequestException if the output is outside the domain of the loss
     */
    Evaluation evaluate(Batch batch, Float64Tensor output, boolean needsGradients);

    /** The output for a batch beside its targets. */
    Comparison compare(Batch batch, Float64Tensor output);
}
