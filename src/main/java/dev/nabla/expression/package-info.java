/** Losses that callers write as formulas. */
@NullMarked
package dev.nabla.expression;

import org.jspecify.annotations.NullMarked;
