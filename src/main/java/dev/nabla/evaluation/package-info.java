/** Applies a loss to tensors: rows, reductions, weights, masks, upstream gradients. */
@NullMarked
package dev.nabla.evaluation;

import org.jspecify.annotations.NullMarked;
