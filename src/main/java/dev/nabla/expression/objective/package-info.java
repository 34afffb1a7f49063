/** Objectives: weighted sums of losses and formulas of the same tensors. */
@NullMarked
package dev.nabla.expression.objective;

import org.jspecify.annotations.NullMarked;
