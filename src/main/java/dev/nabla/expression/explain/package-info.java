/** Writes formulas and their derivatives in TeX. */
@NullMarked
package dev.nabla.expression.explain;

import org.jspecify.annotations.NullMarked;
