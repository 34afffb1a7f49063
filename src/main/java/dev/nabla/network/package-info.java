/** Stacks of layers: what they answer, and how the gradient of a loss flows back through them. */
@NullMarked
package dev.nabla.network;

import org.jspecify.annotations.NullMarked;
