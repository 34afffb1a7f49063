/** Embedding losses: distances between vectors. */
@NullMarked
package dev.nabla.loss.embedding;

import org.jspecify.annotations.NullMarked;
