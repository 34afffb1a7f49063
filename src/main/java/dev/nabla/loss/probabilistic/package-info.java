/** Negative log-likelihoods and divergences of predicted distributions. */
@NullMarked
package dev.nabla.loss.probabilistic;

import org.jspecify.annotations.NullMarked;
