/** Tensors as little-endian elements: what binary forms have in common. */
@NullMarked
package dev.nabla.codec.binary;

import org.jspecify.annotations.NullMarked;
