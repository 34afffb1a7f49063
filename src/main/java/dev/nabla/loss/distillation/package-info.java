/** Knowledge distillation losses: a student's logits against its teacher's. */
@NullMarked
package dev.nabla.loss.distillation;

import org.jspecify.annotations.NullMarked;
