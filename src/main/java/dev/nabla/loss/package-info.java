/** The loss interfaces, and what a loss declares: inputs, shapes, reductions and documentation. */
@NullMarked
package dev.nabla.loss;

import org.jspecify.annotations.NullMarked;
