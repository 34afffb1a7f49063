/** Objectives of boosting libraries, on raw margins, with the curvature that the library uses. */
@NullMarked
package dev.nabla.loss.boosting;

import org.jspecify.annotations.NullMarked;
