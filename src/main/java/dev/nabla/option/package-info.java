/** Options of losses, layers and optimizers: names, ranges and defaults. */
@NullMarked
package dev.nabla.option;

import org.jspecify.annotations.NullMarked;
