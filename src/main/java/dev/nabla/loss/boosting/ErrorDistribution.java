package dev.nabla.loss.boosting;

import dev.nabla.kernel.DoubleDouble;

/**
 * A standard distribution of z = (log t − x)/σ, of which {@link Aft} wants −log f(z) where z is known and
 * −log(F(z_u) − F(z_l)) where it is known to lie in between; slopes and curvatures are with respect to x/σ.
 */
sealed interface ErrorDistribution permits NormalError, LogisticError, ExtremeValueError {

    DoubleDouble surprise(DoubleDouble z);

    DoubleDouble slope(DoubleDouble z);

    DoubleDouble curvature(DoubleDouble z);

    DoubleDouble surprise(CensoringInterval span);

    DoubleDouble slope(CensoringInterval span);

    DoubleDouble curvature(CensoringInterval span);
}
