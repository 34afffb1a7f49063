/** Evaluates losses and their derivatives on tensors: reductions, weights, masks and upstream gradients. */
@NullMarked
package dev.nabla.evaluation;

import org.jspecify.annotations.NullMarked;
