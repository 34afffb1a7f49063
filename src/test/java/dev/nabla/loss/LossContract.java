package dev.nabla.loss;

/**
 * What holds for every loss. The test of a loss extends it, implements {@link LossFixture}, and adds literal numbers from
 * its reference.
 */
public abstract class LossContract<L extends Loss>
        implements RangeContract<L>, ReferenceContract<L>, EvaluationContract<L>, DeclarationContract<L> {}
