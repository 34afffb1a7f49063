/** Finds losses, layers and optimizers by name, and builds them from their options. */
@NullMarked
package dev.nabla.catalog;

import org.jspecify.annotations.NullMarked;
