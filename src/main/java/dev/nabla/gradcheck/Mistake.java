package dev.nabla.gradcheck;

import java.util.Optional;

/** A mistake in the computation of a loss or gradient that can be recognized from the numbers. */
@FunctionalInterface
interface Mistake {

    /** The diagnosis, if the numbers match this mistake. */
    Optional<Diagnosis> recognize(Mismatch mismatch);
}
