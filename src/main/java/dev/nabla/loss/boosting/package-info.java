/** Objectives of gradient boosting libraries, on raw scores (margins), with the Hessians that the libraries use. */
@NullMarked
package dev.nabla.loss.boosting;

import org.jspecify.annotations.NullMarked;
