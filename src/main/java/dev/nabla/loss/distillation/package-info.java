/** Losses of a student's logits against those of its teacher. */
@NullMarked
package dev.nabla.loss.distillation;

import org.jspecify.annotations.NullMarked;
