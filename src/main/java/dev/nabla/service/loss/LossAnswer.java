package dev.nabla.service.loss;

import dev.nabla.evaluation.Evaluation;

/**
 * An evaluated loss.
 *
 * @param evaluation the loss and its derivatives
 * @param isSingle whether there is one gradient, that of the predictions, and not one by name
 * @param hasHessians whether the Hessian diagonal was asked for
 */
public record LossAnswer(Evaluation evaluation, boolean isSingle, boolean hasHessians) {}
