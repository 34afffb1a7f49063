package dev.nabla.gradcheck;

import java.util.Optional;

/** A mistake in the computation of a loss or gradient, which is recognized by what it does to the numbers. */
@FunctionalInterface
interface Mistake {

    /** The diagnosis if the caller's numbers look like this mistake. */
    Optional<Diagnosis> recognize(Mismatch mismatch);
}
