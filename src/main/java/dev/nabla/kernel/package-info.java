/**
 * Numerics: elementary and special functions, double-double arithmetic, compensated sums, array loops and matrix products.
 * Array loops have a scalar and a vector implementation with the same bits.
 */
@NullMarked
package dev.nabla.kernel;

import org.jspecify.annotations.NullMarked;
