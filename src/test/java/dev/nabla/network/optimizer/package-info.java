@NullMarked
package dev.nabla.network.optimizer;

import org.jspecify.annotations.NullMarked;
