@NullMarked
package dev.nabla.tensor;

import org.jspecify.annotations.NullMarked;
