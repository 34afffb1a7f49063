/** Decimal digits of binary floating-point numbers: correctly rounded in, shortest out. */
@NullMarked
package dev.nabla.codec.decimal;

import org.jspecify.annotations.NullMarked;
