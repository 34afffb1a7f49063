/** Objectives: weighted sums of losses. */
@NullMarked
package dev.nabla.service.objective;

import org.jspecify.annotations.NullMarked;
