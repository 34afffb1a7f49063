/** Losses of sequences: alignment and next-token prediction. */
@NullMarked
package dev.nabla.loss.sequence;

import org.jspecify.annotations.NullMarked;
