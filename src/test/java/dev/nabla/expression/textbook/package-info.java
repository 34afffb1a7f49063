/** The losses of the catalog, written as formulas. */
@NullMarked
package dev.nabla.expression.textbook;

import org.jspecify.annotations.NullMarked;
