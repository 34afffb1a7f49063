/** Answers requests about losses: evaluations, gradient checks and curves. */
@NullMarked
package dev.nabla.service.loss;

import org.jspecify.annotations.NullMarked;
