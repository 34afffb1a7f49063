/** The functions of the language, one record each. */
@NullMarked
package dev.nabla.expression.function;

import org.jspecify.annotations.NullMarked;
