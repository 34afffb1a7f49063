/** Networks of layers: forward pass, backpropagation and optimizers. */
@NullMarked
package dev.nabla.network;

import org.jspecify.annotations.NullMarked;
