package dev.nabla.evaluation;

import dev.nabla.tensor.Tensor;
import java.util.Map;

/**
 * The answer to a {@link Task}.
 *
 * @param loss the reduced loss, or the unreduced tensor
 * @param gradients the gradient with respect to each input asked for, by name, in that input's shape
 * @param hessianDiagonals likewise the second derivatives; empty where they were not asked for
 */
public record Evaluation(Tensor loss, Map<String, Tensor> gradients, Map<String, Tensor> hessianDiagonals) {}
