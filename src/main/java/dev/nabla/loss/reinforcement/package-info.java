/** Policy gradients, clipped surrogates and value losses of reinforcement learning. */
@NullMarked
package dev.nabla.loss.reinforcement;

import org.jspecify.annotations.NullMarked;
