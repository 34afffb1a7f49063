package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;

/**
 * The standard distribution of z = (log t − x)/σ in {@link Aft}. The surprisal is −log f(z) of an exact z, and
 * −log(F(z_u) − F(z_l)) of an interval; gradient and curvature are with respect to x/σ.
 */
sealed interface ErrorDistribution permits NormalError, LogisticError, ExtremeValueError {

    DoubleDouble surprisal(DoubleDouble z);

    DoubleDouble gradient(DoubleDouble z);

    DoubleDouble curvature(DoubleDouble z);

    DoubleDouble surprisal(CensoringInterval interval);

    DoubleDouble gradient(CensoringInterval interval);

    DoubleDouble curvature(CensoringInterval interval);
}
