/** Losses of the catalog in formulas: {@code loss.huber(predictions, targets, delta=2)}. */
@NullMarked
package dev.nabla.expression.call;

import org.jspecify.annotations.NullMarked;
