/** Classification losses: scores, logits or probabilities against classes. */
@NullMarked
package dev.nabla.loss.classification;

import org.jspecify.annotations.NullMarked;
