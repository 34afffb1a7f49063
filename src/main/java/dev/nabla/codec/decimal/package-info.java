/** Conversion between decimal and binary floating point: correctly rounded parsing, shortest printing. */
@NullMarked
package dev.nabla.codec.decimal;

import org.jspecify.annotations.NullMarked;
