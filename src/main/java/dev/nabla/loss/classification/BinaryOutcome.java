package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;

/**
 * What a logit x costs whose outcome is a yes and a no, each to some degree: {@code no·sp(x) + yes·sp(-x)}.
 *
 * <p>One exponential of -|x| serves both: {@code sp(|x|) = |x| + sp(-|x|)}, and σ is 1 or {@code e^-|x|} over their sum.
 *
 * @param no how much it is a no
 * @param yes how much it is a yes
 */
record BinaryOutcome(DoubleDouble no, DoubleDouble yes) {

    /** The loss; a degree of 0 takes its part away even if that is infinite. */
    DoubleDouble value(double x) {
        DoubleDouble contrary = x > 0 ? no : yes;
        return contrary.timesOrZero(Math.abs(x)).plus(no.plus(yes).times(Elementary.softplus(-Math.abs(x))));
    }

    /** {@code no·σ(x) - yes·σ(-x)}. */
    DoubleDouble gradient(double x) {
        DoubleDouble tail = DoubleDouble.of(Elementary.exp(-Math.abs(x)));
        DoubleDouble numerator = x > 0 ? no.minus(yes.times(tail)) : no.times(tail).minus(yes);
        return numerator.dividedBy(tail.plus(1));
    }

    /** {@code (no + yes)·σ(x)·σ(-x)}. */
    DoubleDouble hessian(double x) {
        return no.plus(yes).times(StableSigmoid.derivative(x));
    }
}
