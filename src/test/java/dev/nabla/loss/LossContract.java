package dev.nabla.loss;

/**
 * What every loss must keep. The test of a loss extends it, fills in the blanks of {@link Specimen} and adds the numbers
 * that its reference states.
 */
public abstract class LossContract<L extends Loss>
        implements AccuracyContract<L>, ReferenceContract<L>, EvaluationContract<L>, DeclarationContract<L> {}
