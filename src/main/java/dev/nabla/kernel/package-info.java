@NullMarked
package dev.nabla.kernel;

import org.jspecify.annotations.NullMarked;
