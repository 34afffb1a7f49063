/** Losses that pull vectors together and push them apart. */
@NullMarked
package dev.nabla.loss.embedding;

import org.jspecify.annotations.NullMarked;
