package dev.nabla.loss;

/** What a loss must keep that is in no catalog: accuracy, reductions, weights, masks. */
public abstract class EvaluatedLossContract<L extends Loss> implements AccuracyContract<L>, EvaluationContract<L> {}
