/** Regression losses: a real-valued prediction against its target. */
@NullMarked
package dev.nabla.loss.regression;

import org.jspecify.annotations.NullMarked;
