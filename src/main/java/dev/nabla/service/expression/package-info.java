/** Answers requests about formulas: evaluations, gradient checks and curves. */
@NullMarked
package dev.nabla.service.expression;

import org.jspecify.annotations.NullMarked;
