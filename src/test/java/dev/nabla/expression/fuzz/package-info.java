/** Fuzzing of formulas in process. */
@NullMarked
package dev.nabla.expression.fuzz;

import org.jspecify.annotations.NullMarked;
