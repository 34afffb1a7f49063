/** The language of formulas: text to syntax tree, with the place of everything. */
@NullMarked
package dev.nabla.expression.language;

import org.jspecify.annotations.NullMarked;
