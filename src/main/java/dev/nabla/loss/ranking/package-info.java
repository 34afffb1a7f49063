/** Ranking losses: pairs and lists of scores. */
@NullMarked
package dev.nabla.loss.ranking;

import org.jspecify.annotations.NullMarked;
