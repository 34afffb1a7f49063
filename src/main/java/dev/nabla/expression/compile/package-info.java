/** From syntax to graphs: names, shapes and functions are resolved, with errors at their place. */
@NullMarked
package dev.nabla.expression.compile;

import org.jspecify.annotations.NullMarked;
