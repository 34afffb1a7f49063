package dev.nabla.loss;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What holds for every loss. The test of a loss extends it, implements {@link LossFixture}, and adds literal numbers from
 * its reference.
 */
@Execution(ExecutionMode.CONCURRENT)
public abstract class LossContract<L extends Loss>
        implements RangeContract<L>, ReferenceContract<L>, EvaluationContract<L>, DeclarationContract<L> {}
