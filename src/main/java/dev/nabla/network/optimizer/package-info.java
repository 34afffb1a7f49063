/** The optimizers. Each is a record whose components are its options. */
@NullMarked
package dev.nabla.network.optimizer;

import org.jspecify.annotations.NullMarked;
