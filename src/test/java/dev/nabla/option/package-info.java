/** Options: their types, ranges and values. */
@NullMarked
package dev.nabla.option;

import org.jspecify.annotations.NullMarked;
